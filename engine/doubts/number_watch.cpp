#include "engine/doubts/number_watch.hpp"
#include "engine/contract/number_marks.hpp"
#include "engine/doubts/reading_doubts.hpp"
#include "engine/names/names.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t most_examples = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits and marks of a number, without what stands around them.
std::string_view inner(std::string_view cell)
{
    while (!cell.empty() && !is_digit(cell.front())) cell.remove_prefix(1);
    while (!cell.empty() && !is_digit(cell.back())) cell.remove_suffix(1);
    return cell;
}

void add_example(std::vector<std::string>& examples, std::string_view cell)
{
    auto text = shown_cell(cell);
    if (examples.size() < most_examples && std::ranges::find(examples, text) == examples.end())
        examples.push_back(std::move(text));
}

// “1.250 is 1250”: as the rules read it once somebody has named the mark; what does not fit it stays as it is.
std::string read_as(const std::string& cell, char decimal, const Field& field)
{
    std::string room, key;
    auto number = canonical_number(cell, {decimal, decimal == '.' ? "," : ".", field.bare_number}, room);
    return fmt::format("{} is {}", cell, number_key(number ? *number : std::string_view(cell), key));
}
} // namespace

NumberWatch::NumberWatch(const Contract& contract, const Matching& matching, const WrittenBefore& before)
    : before_(before)
{
    const auto& fields = contract.schema.fields;
    for (std::size_t i = 0; i < fields.size() && i < matching.from.size(); ++i) {
        const auto& field = fields[i];
        if (!matching.from[i] || (field.type != FieldType::number && field.type != FieldType::integer)) continue;
        auto [decimal, group] = number_marks(contract, field);
        fields_.push_back({&field, *matching.from[i], decimal, group == (decimal == '.' ? "," : ".")});
    }
}

void NumberWatch::see(const Chunk& chunk)
{
    for (auto& of : fields_) {
        if (of.column >= chunk.columns.size()) continue;
        const auto& cells = chunk.columns[of.column];
        for (std::size_t row = 0; row < chunk.rows(); ++row)
            if (chunk.kind[row] == RowKind::data && !cells[row].empty()) see_cell(of, trim(cells[row]));
    }
}

void NumberWatch::see_cell(OfField& of, std::string_view cell)
{
    auto number = inner(cell);
    auto last = number.find_last_of(".,");
    if (last == number.npos) {
        of.whole += number.size() == 3;
        return;
    }
    if (number.find_first_not_of("0123456789.,") != number.npos) return;
    char mark = number[last];
    auto first = number.find_first_of(".,");
    auto decimals = number.size() - last - 1;
    // Twice the same mark is one between thousands, and says that the other one stands before decimals.
    bool grouped = first != last && number[first] == mark;
    auto& marked = (mark == '.') != grouped ? of.point : of.comma;
    bool either = first == last && decimals == 3 && first <= 3 && number[0] != '0';
    if (either) {
        ++marked.either;
        marked.zero += number.ends_with('0');
        return add_example(of.examples, cell);
    }
    ++marked.decimals;
    if (grouped) return;
    marked.two_decimals += decimals == 2;
    marked.three_decimals += decimals >= 3;
    if (mark != of.decimal || of.contradicts.empty()) add_example(of.contradicts, cell);
}

bool NumberWatch::proves(const OfField& of, char decimal)
{
    return decimal == '.' ? of.point.decimals > 0 && of.comma.decimals == 0
                          : of.comma.decimals > 0 && of.point.decimals == 0;
}

std::string NumberWatch::doubtful(const OfField& of, bool proven) const
{
    const auto& own = of.decimal == '.' ? of.point : of.comma;
    const auto& other = of.decimal == '.' ? of.comma : of.point;
    auto either = own.either + other.either;
    if (either == 0) return "";
    const auto& title = of.field->title;
    if (own.decimals > 0 && other.decimals > 0)
        return fmt::format("{} has numbers with a decimal comma and numbers with a decimal point.", title);
    if (other.decimals > 0)
        return fmt::format("The file rules name a decimal {} for {}, and its numbers have a decimal {}.",
                           of.decimal == '.' ? "point" : "comma", title, of.decimal == '.' ? "comma" : "point");
    if (own.either > 0 && other.either > 0 && own.three_decimals == 0)
        return fmt::format("{} has a comma before three digits in some numbers and a point in others.", title);
    auto thousands = [&] {
        return fmt::format("{} of {} {} three digits behind the mark, as between thousands.",
                           either == 1 ? "One number" : fmt::format("{} numbers", either), title,
                           either == 1 ? "has" : "have");
    };
    const auto* before = before_.of(of.field->name);
    bool always_three = before && before->decimals > 0 && before->three_decimals == before->decimals;
    // As thousands, by the file rules; the version before had three decimals.
    if (own.either == 0) {
        if (!of.is_group || !always_three) return "";
        return fmt::format("{} The version before had three decimals.", thousands());
    }
    if (before && before->three_decimals > 0) return "";
    if (own.decimals > 0) {
        bool fixed = own.decimals >= 3 && own.two_decimals == own.decimals && own.zero == own.either;
        return fixed ? fmt::format("{} The others have two decimals.", thousands()) : "";
    }
    if (of.field->type == FieldType::integer) return fmt::format("{} It holds whole numbers.", thousands());
    if (before && before->numbers > 0) return fmt::format("{} The version before had other decimals.", thousands());
    if (proven) return "";
    auto meaning = meaning_of(of.field->name);
    if (meaning.amount && meaning.is_protected) return fmt::format("{} Money has two decimals.", thousands());
    if (own.either < 2) return "";
    if (own.zero == own.either) return fmt::format("{} Each ends in 0.", thousands());
    return of.whole > 0 ? fmt::format("{} Smaller numbers have no mark.", thousands()) : "";
}

std::vector<Doubt> NumberWatch::doubts() const
{
    std::vector<Doubt> out;
    for (const auto& of : fields_) {
        bool proven = std::ranges::any_of(fields_, [&](const OfField& other) { return proves(other, of.decimal); });
        auto evidence = doubtful(of, proven);
        if (evidence.empty()) continue;
        auto& doubt = out.emplace_back();
        doubt.what = "numbers";
        doubt.about = of.field->name;
        doubt.question = fmt::format("Does {} have a decimal comma or a decimal point?", of.field->title);
        doubt.evidence = std::move(evidence);
        doubt.consequence = "The wrong mark makes a number a thousand times too large or too small.";
        doubt.alternatives = {{"comma", "A decimal comma", {}}, {"point", "A decimal point", {}}};
        for (const auto* examples : {&of.examples, &of.contradicts})
            for (const auto& cell : *examples) {
                doubt.alternatives[0].sample.push_back(read_as(cell, ',', *of.field));
                doubt.alternatives[1].sample.push_back(read_as(cell, '.', *of.field));
            }
    }
    return out;
}
} // namespace engine
