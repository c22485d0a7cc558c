#include "engine/contract/value.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include "engine/validate/rules.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <initializer_list>

namespace engine
{
namespace
{
enum Cause : std::uint32_t { wrong, ambiguous };

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// An integer that is canonical as it stands and fits 64 bits.
bool is_plain_integer(std::string_view text)
{
    if (text.size() > 18 || (text[0] == '0' && text.size() > 1)) return false;
    return std::ranges::all_of(text, is_digit);
}

// What a spreadsheet shows where a formula has no result.
bool is_spreadsheet_error(std::string_view cell)
{
    static constexpr std::string_view errors[] = {"#N/A",    "#REF!",  "#NAME?",  "#VALUE!", "#DIV/0!",
                                                  "#NULL!",  "#NUM!",  "#SPILL!", "#CALC!",  "#NV",
                                                  "#BEZUG!", "#WERT!", "#DIV/0"};
    return cell[0] == '#' && std::ranges::find(errors, cell) != std::end(errors);
}

bool is_iso_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
    for (std::size_t at : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u})
        if (!is_digit(text[at])) return false;
    return is_real({two(0) * 100 + two(2), two(5), two(8)});
}

// Nearly every cell is told missing or not by its length alone.
class MissingWords
{
public:
    explicit MissingWords(const std::vector<std::string>& words) : words_(words)
    {
        for (const auto& word : words) lengths_ |= 1ULL << std::min<std::size_t>(word.size(), 63);
    }
    bool contain(std::string_view cell) const
    {
        if (cell.empty()) return true;
        if (!(lengths_ >> std::min<std::size_t>(cell.size(), 63) & 1)) return false;
        return std::ranges::find(words_, cell) != words_.end();
    }

private:
    const std::vector<std::string>& words_;
    std::uint64_t lengths_ = 0;
};

// Gives every cell of a column its state and its canonical text.
class Type final : public Rule
{
public:
    Type(const Field& field, std::size_t column)
        : Rule(fmt::format("type_{}", type_name(field.type)), column), field_(field), missing_(field.missing_values)
    {
        plain_date_ = field.type == FieldType::date && !field.format.contains('%');
    }

    void check(Checked& table, Problems& problems) override
    {
        auto& column = table.columns[*this->column()];
        auto& cells = *column.cells;
        column.state.assign(cells.size(), CellState::missing);
        bool text = field_.type == FieldType::string || field_.type == FieldType::any;
        for (auto row : table.batch->live) {
            auto& cell = cells[row];
            if (missing_.contain(cell))
                cell = null_cell;
            else if (text && is_spreadsheet_error(cell)) {
                column.state[row] = CellState::wrong;
                problems.push_back({this, row, wrong});
            } else if (text || is_canonical(cell))
                column.state[row] = CellState::value;
            else
                read(cell, column.state[row], *table.batch, row, problems);
        }
        bool numeric =
            field_.type == FieldType::integer || field_.type == FieldType::number || field_.type == FieldType::year;
        if (numeric) read_numbers(column, table.batch->live);
    }

    std::string_view name(const Problem& problem) const override
    {
        return problem.detail == ambiguous ? "ambiguous_date" : Rule::name(problem);
    }

    std::string_view cause(const Problem& problem, const Checked& table) const override
    {
        if (problem.detail == ambiguous) return "ambiguous";
        auto cell = table.cell(*column(), problem.row);
        if (is_spreadsheet_error(cell)) return "spreadsheet_error";
        bool digits = std::ranges::all_of(cell, is_digit);
        if (is_day() && digits && cell.size() == 5) return "serial";
        return has_decimal_comma(cell) ? "decimal_comma" : has_marks(cell) ? "marks" : "";
    }

    Words explain(const Problem& problem, const Checked& table) const override
    {
        auto cell = table.cell(*column(), problem.row);
        auto line = table.batch->line[problem.row];
        if (problem.detail == ambiguous)
            return {fmt::format("{} can be read day first or month first.", quoted(cell)),
                    "a date that can be read in one way",
                    fmt::format("Say once, in the file rules, whether {} is written day first or month first.",
                                field_.title)};
        if (is_spreadsheet_error(cell))
            return {fmt::format("{} is an error of a spreadsheet, not a value.", quoted(cell)), "a value",
                    fmt::format("Correct the formula in the spreadsheet and save the file again, or correct row {}.",
                                line)};
        if (cause(problem, table) == "serial")
            return {fmt::format("{} is a spreadsheet's number for a date, not a date.", quoted(cell)),
                    std::string(value_example(field_.type)),
                    fmt::format("Format the column {} as a date and save the file again, or correct row {}.",
                                field_.title, line)};
        if (has_decimal_comma(cell))
            return {fmt::format("{} has a decimal comma.", quoted(cell)), std::string(value_example(field_.type)),
                    fmt::format("Say in the file rules that numbers in {} have a decimal comma, or correct row {}.",
                                field_.title, line)};
        if (has_marks(cell))
            return {fmt::format("{} has marks that the file rules do not expect in a number.", quoted(cell)),
                    std::string(value_example(field_.type)),
                    fmt::format("Say in the file rules how numbers in {} are written, or correct row {}.", field_.title,
                                line)};
        return {fmt::format("{} is not {}.", quoted(cell), noun()), std::string(value_example(field_.type)),
                is_day() && !field_.date_order
                    ? fmt::format("Correct {} in row {}, or set the order of day and month in the file rules.",
                                  field_.title, line)
                    : fmt::format("Correct {} in row {}.", field_.title, line)};
    }

    std::string title(std::string_view cause) const override
    {
        if (cause == "ambiguous") return fmt::format("{}: day first or month first?", field_.title);
        if (cause == "spreadsheet_error")
            return fmt::format("{} has errors of a spreadsheet instead of values", field_.title);
        if (cause == "serial") return fmt::format("{} has spreadsheet numbers instead of dates", field_.title);
        if (cause == "decimal_comma") return fmt::format("{} has a decimal comma", field_.title);
        if (cause == "marks")
            return fmt::format("{} has other marks in its numbers than the file rules say", field_.title);
        return fmt::format("{} is not {}", field_.title, noun());
    }

private:
    // 1.234,50 or 5,5 where a point is expected.
    bool has_decimal_comma(std::string_view cell) const
    {
        std::string room;
        return field_.type == FieldType::number && field_.decimal_char == "." && cell.contains(',') &&
               canonical_number(cell, {',', ".", field_.bare_number}, room);
    }

    // 1'250.50, €12.50: a number in another writing, which its neighbours have as well.
    bool has_marks(std::string_view cell) const
    {
        if (field_.type != FieldType::number && field_.type != FieldType::integer) return false;
        if (is_plain_number(cell)) return false;
        if (std::ranges::any_of(cell, [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; })) return false;
        std::string room;
        return std::ranges::any_of(std::initializer_list<std::string_view>{",", "'", " "}, [&](auto group) {
            return canonical_number(cell, {'.', group, false}, room).has_value();
        });
    }

    bool is_canonical(std::string_view cell) const
    {
        if (field_.type == FieldType::integer) return is_plain_integer(cell);
        return plain_date_ && is_iso_date(cell);
    }

    void read(std::string_view& cell, CellState& state, Batch& batch, std::uint32_t row, Problems& problems)
    {
        std::string_view canonical;
        auto reads = read_value(field_, cell, room_, canonical);
        state = reads == Reads::value ? CellState::value : CellState::wrong;
        if (reads != Reads::value)
            problems.push_back({this, row, reads == Reads::ambiguous ? ambiguous : wrong});
        else if (canonical.data() != cell.data() || canonical.size() != cell.size())
            cell = batch.arena.copy(canonical);
    }

    void read_numbers(CheckedColumn& column, const std::vector<std::uint32_t>& live)
    {
        column.number.resize(column.cells->size());
        for (auto row : live)
            if (column.state[row] == CellState::value)
                column.number[row] = parse_number((*column.cells)[row]).value_or(0);
    }

    bool is_day() const { return field_.type == FieldType::date || field_.type == FieldType::datetime; }
    std::string_view noun() const
    {
        auto example = value_example(field_.type); // “a date such as …”
        return example.substr(0, example.find(" such as"));
    }

    const Field& field_;
    MissingWords missing_;
    bool plain_date_ = false;
    std::string room_;
};
} // namespace

void add_type_rules(const RuleSite& site, Rules& rules)
{
    const auto& fields = site.contract.schema.fields;
    for (std::size_t i = 0; i < fields.size(); ++i) rules.push_back(std::make_unique<Type>(fields[i], i));
}
} // namespace engine
