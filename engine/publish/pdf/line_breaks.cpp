#include "engine/publish/pdf/line_breaks.hpp"
#include <algorithm>
#include <stdexcept>
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

namespace engine::pdf
{
namespace
{
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool may_break(std::string_view text, std::size_t at)
{
    char before = text[at - 1], after = text[at];
    if (before == ' ' || before == '\n') return after != ' ';
    return (before == '-' || before == '/') && at >= 2 && is_letter(text[at - 2]) && is_letter(after);
}

// The same answer as ICU's for the text of tables, without its price.
std::vector<Break> ascii_breaks(std::string_view text)
{
    std::vector<Break> breaks;
    for (std::size_t at = 1; at < text.size(); ++at)
        if (may_break(text, at)) breaks.push_back({at, text[at - 1] == '\n'});
    breaks.push_back({text.size(), false});
    return breaks;
}

void check(UErrorCode status)
{
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU line breaking: ") + u_errorName(status));
}
} // namespace

struct LineBreaks::Iterators {
    std::unique_ptr<icu::BreakIterator> lines, characters;
    UText* text = nullptr;

    explicit Iterators(const std::string& language)
    {
        UErrorCode status = U_ZERO_ERROR;
        icu::Locale locale(language.c_str());
        lines.reset(icu::BreakIterator::createLineInstance(locale, status));
        characters.reset(icu::BreakIterator::createCharacterInstance(locale, status));
        check(status);
    }
    ~Iterators() { utext_close(text); }

    void look_at(icu::BreakIterator& iterator, std::string_view bytes)
    {
        UErrorCode status = U_ZERO_ERROR;
        text = utext_openUTF8(text, bytes.data(), static_cast<std::int64_t>(bytes.size()), &status);
        iterator.setText(text, status);
        check(status);
    }
};

LineBreaks::LineBreaks(const std::string& language) : iterators_(std::make_unique<Iterators>(language)) {}
LineBreaks::~LineBreaks() = default;

std::vector<Break> LineBreaks::find(std::string_view text)
{
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; }))
        return ascii_breaks(text);
    auto& lines = *iterators_->lines;
    iterators_->look_at(lines, text);
    std::vector<Break> breaks;
    for (auto end = lines.next(); end != icu::BreakIterator::DONE; end = lines.next()) {
        auto tag = lines.getRuleStatus();
        auto at = static_cast<std::size_t>(end);
        breaks.push_back({at, tag >= UBRK_LINE_HARD && tag < UBRK_LINE_HARD_LIMIT && at < text.size()});
    }
    if (breaks.empty()) breaks.push_back({text.size(), false});
    return breaks;
}

std::size_t LineBreaks::first_character(std::string_view text)
{
    auto& characters = *iterators_->characters;
    iterators_->look_at(characters, text);
    auto end = characters.next();
    return end == icu::BreakIterator::DONE ? text.size() : static_cast<std::size_t>(end);
}
} // namespace engine::pdf
