#include "engine/contract/write.hpp"
#include "engine/repair/repairs.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
// The space or apostrophe between the thousands of a number, as a style names it; "" where there is none.
std::string_view group_in(std::string_view cell)
{
    auto is_digit_at = [&](std::size_t at) { return at < cell.size() && cell[at] >= '0' && cell[at] <= '9'; };
    for (auto [mark, group] : {std::pair{"'", "'"},
                               {"\u2019", "'"},
                               {" ", " "},
                               {"\u00A0", " "},
                               {"\u202F", " "},
                               {"\u2009", " "},
                               {"\u2007", " "}}) {
        auto at = cell.find(mark);
        if (at != cell.npos && at > 0 && is_digit_at(at - 1) && is_digit_at(at + std::string_view(mark).size()))
            return group;
    }
    return "";
}

// The writings of the numbers of a column. A cell such as 1,234 is a number in both and proves neither.
struct Writings {
    std::int64_t comma = 0, point = 0, either = 0; // cells that are numbers with that decimal mark alone; with both
    std::int64_t point_grouped = 0;                // of `point`: with a comma between thousands
    std::int64_t unread = 0;                       // cells that are no plain numbers: 12,50 and 1 234 and 1,234.50
    bool points_between = false, commas_between = false;
    std::vector<std::string_view> others{}; // spaces and apostrophes between thousands
    std::string example{}, doubtful{};

    void see(std::string_view cell, const Field& field)
    {
        auto read = [&](const NumberStyle& style, std::string& room) {
            return field.type == FieldType::integer ? canonical_integer(cell, style, room)
                                                    : canonical_number(cell, style, room);
        };
        std::string room, other_room;
        auto plain = read({'.', "", field.bare_number}, room);
        auto group = group_in(cell);
        auto as_comma = read({',', group.empty() ? "." : group, field.bare_number}, room);
        auto as_point = read({'.', group.empty() ? "," : group, field.bare_number}, other_room);
        if (!as_comma && !as_point) return;
        if (!group.empty() && std::ranges::find(others, group) == others.end()) others.push_back(group);
        if (!plain) {
            ++unread;
            if (example.empty()) example = cell;
        }
        if (as_comma && as_point && *as_comma == *as_point) return;
        if (as_comma && as_point) {
            ++either;
            if (doubtful.empty()) doubtful = cell;
        } else if (as_comma) {
            ++comma;
            points_between |= cell.contains('.');
        } else {
            ++point;
            point_grouped += cell.contains(',');
        }
        commas_between |= as_point && cell.contains(',');
        points_between |= as_comma && as_point && cell.contains('.');
    }

    // In what style every cell is one number; nothing where it is for a person to say.
    std::optional<NumberStyle> style() const
    {
        if (others.size() > 1 || unread == 0) return std::nullopt;
        if (comma > 0 && point > 0 && (either > 0 || point_grouped > 0)) return std::nullopt;
        if (comma == 0 && point == 0 && either > 0) return std::nullopt;
        auto group = others.empty() ? std::string_view() : others.front();
        bool is_comma = comma > 0;
        if (is_comma ? points_between : commas_between) {
            if (!group.empty()) return std::nullopt;
            group = is_comma ? "." : ",";
        }
        return NumberStyle{is_comma ? ',' : '.', group};
    }
};

// The step that reads the column's numbers, by its name, so that the proposal takes its place.
std::string step_name(const Contract& contract, const std::string& column)
{
    for (const auto& step : contract.steps)
        if (auto* numbers = std::get_if<NumbersStep>(&step.action); numbers && numbers->column == column)
            return step.name;
    return "numbers of " + column;
}

Remedy remedy_of(const Writings& seen, const Field& field, const Contract& contract)
{
    auto style = seen.style();
    if (!style)
        return {.kind = RemedyKind::ask,
                .words = fmt::format("{} can be read with a decimal comma and with a decimal point; ask the sender "
                                     "which it is.",
                                     field.title)};
    NumbersStep step{field.name, std::string(1, style->decimal), std::string(style->group)};
    auto words = fmt::format("Read the comma in {} as a decimal comma.", field.title);
    if (style->decimal == '.') words = fmt::format("Read {} without the marks between thousands.", field.title);
    return {.kind = RemedyKind::add_step,
            .words = std::move(words),
            .step = write_step({step_name(contract, field.name), false, std::move(step), {}})};
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    auto all = evidence.findings_of("type_number");
    all.merge(evidence.findings_of("type_integer"));
    for (auto& [column, findings] : all) {
        auto is_marked = [](const Finding* one) {
            return one->value && (one->value->contains(',') || !group_in(*one->value).empty() ||
                                  std::ranges::count(*one->value, '.') > 1);
        };
        const auto* field = evidence.field_of(column);
        auto index = evidence.column_of(column);
        if (std::ranges::none_of(findings, is_marked) || !field || !index) continue;
        Writings seen;
        evidence.each_cell(*index, [&](std::string_view cell) { seen.see(cell, *field); });
        if (seen.unread == 0) continue;
        bool comma = seen.comma > 0 || seen.either > 0;
        auto text = fmt::format("{}: {} × a {}, such as {}.", field->title, seen.unread,
                                comma ? "decimal comma" : "mark between thousands", seen.example);
        auto remedy = remedy_of(seen, *field, evidence.contract());
        if (remedy.kind == RemedyKind::ask)
            text =
                fmt::format("{}: {} × a number that can be read in two ways, such as {}.", field->title,
                            std::max(seen.either, seen.unread), seen.doubtful.empty() ? seen.example : seen.doubtful);
        matches.push_back(error.match(column, seen.unread, std::move(text), std::move(remedy)));
        if (matches.back().remedy.kind == RemedyKind::ask) matches.back().kind = ErrorClass::meaning;
    }
}
} // namespace

constinit const KnownError decimal_comma{"decimal_comma",
                                         ErrorClass::format,
                                         "A computer set to another country writes 12,50 for 12.50.",
                                         &find,
                                         {"type_number", "type_integer"}};
} // namespace engine
