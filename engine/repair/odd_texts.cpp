#include "engine/repair/odd_texts.hpp"
#include "engine/contract/write.hpp"
#include "engine/names/names.hpp"
#include "engine/repair/repairs.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
class OfField
{
public:
    OfField(const Field& field, std::vector<KnownErrorMatch>& into) : field_(field), into_(into) {}

    void scientific(std::int64_t count, std::string_view what)
    {
        lost(scientific_ids, count, what,
             fmt::format("Ask the sender to format {} as text and to export again; the digits are not in this file.",
                         field_.title));
    }

    void letters(std::int64_t count, std::string_view example)
    {
        lost(wrong_encoding, count, fmt::format("a letter that became a question mark, such as “{}”.", example),
             "Ask the sender to export the file again as UTF-8; the letters are not in this file.");
    }

    void zeros(std::int64_t count, std::size_t width, const std::string& example)
    {
        Step step{
            "pad " + field_.name, false, PadStep{field_.name, static_cast<std::int64_t>(width), "0", Side::left}, {}};
        auto whole = std::string(width - example.size(), '0') + example;
        add(eaten_zeros, count,
            fmt::format("fewer digits than the {} of those with zeros in front: {} → {}.", width, example, whole),
            {.kind = RemedyKind::add_step,
             .words = fmt::format("Fill {} up to {} digits with zeros in front.", field_.title, width),
             .step = write_step(step)});
    }

private:
    void add(const KnownError& error, std::int64_t count, std::string_view what, Remedy remedy)
    {
        into_.push_back(
            error.match(field_.name, count, fmt::format("{}: {} × {}", field_.title, count, what), std::move(remedy)));
        into_.back().rules.clear();
    }

    void lost(const KnownError& error, std::int64_t count, std::string_view what, std::string words)
    {
        add(error, count, what, {.kind = RemedyKind::send_back, .words = std::move(words)});
        into_.back().kind = ErrorClass::lost;
    }

    const Field& field_;
    std::vector<KnownErrorMatch>& into_;
};

// One may be a slip of the pen where people write sentences.
std::int64_t lost_letters(const Field& field, const TextTrace& text)
{
    auto meaning = meaning_of(field.name);
    bool of_names = meaning.personal || field.personal;
    bool telling = of_names || (!meaning.prose && text.asked > 1);
    return text.unread + (telling ? text.asked : 0);
}
} // namespace

std::vector<KnownErrorMatch> match_odd_texts(const Schema& schema, std::span<const TextTrace> texts)
{
    std::vector<KnownErrorMatch> matches;
    for (const auto& text : texts) {
        auto index = schema.find(text.field);
        if (!index || !text.is_odd()) continue;
        const auto& field = schema.fields[*index];
        OfField of(field, matches);
        if (text.scientific > 0)
            of.scientific(text.scientific, fmt::format("scientific notation, such as {}: the last digits are gone.",
                                                       text.scientific_example));
        else if (text.is_cut())
            of.scientific(text.cut_codes, fmt::format("nothing but zeros behind the 15th digit, such as {}: a "
                                                      "spreadsheet keeps 15 digits of a number and drops the others.",
                                                      text.cut_example));
        else if (auto width = text.width_of_codes())
            of.zeros(text.shorter_than(width), width, text.bare_example);
        if (auto letters = lost_letters(field, text)) of.letters(letters, text.lost_example);
    }
    return matches;
}
} // namespace engine
