#include "engine/contract/pattern.hpp"
#include "engine/contract/pattern_words.hpp"
#include "engine/validate/rules.hpp"
#include "engine/validate/rules/cells.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// 1.23457E+08, which a spreadsheet makes of long numbers.
bool is_scientific(std::string_view cell)
{
    auto e = cell.find_first_of("eE");
    if (e == std::string_view::npos || e == 0 || !is_digit(cell[0])) return false;
    auto power = cell.substr(e + 1);
    if (power.starts_with('+') || power.starts_with('-')) power.remove_prefix(1);
    bool mantissa = std::ranges::all_of(cell.substr(0, e), [](char c) { return is_digit(c) || c == '.' || c == ','; });
    return mantissa && !power.empty() && std::ranges::all_of(power, is_digit);
}

class PatternRule final : public Rule
{
public:
    PatternRule(const Field& field, std::size_t column)
        : Rule("pattern", column), field_(field), pattern_(*field.constraints.pattern)
    {
    }
    void check(Checked& table, Problems& problems) override
    {
        check_values(*this, table, problems, [&](std::string_view cell) { return pattern_.matches(cell); });
    }
    std::string_view cause(const Problem& problem, const Checked& table) const override
    {
        auto cell = table.cell(*column(), problem.row);
        if (is_scientific(cell)) return "scientific";
        return std::ranges::all_of(cell, is_digit) ? "digits" : "";
    }
    Words explain(const Problem& problem, const Checked& table) const override
    {
        auto cell = table.cell(*column(), problem.row);
        auto line = table.batch->line[problem.row];
        if (is_scientific(cell))
            return {fmt::format("{} is a long number that a spreadsheet has shortened; its last digits are gone.",
                                quoted(cell)),
                    form(), fmt::format("Take {} of row {} from the original and send it again.", field_.title, line)};
        return {fmt::format("{} does not have the form of {}.", quoted(cell), field_.title), form(),
                fmt::format("Correct {} in row {}.", field_.title, line)};
    }
    std::string title(std::string_view cause) const override
    {
        if (cause == "scientific") return fmt::format("{} was shortened by a spreadsheet (1.23E+08)", field_.title);
        if (cause == "digits") return fmt::format("{} has the wrong digits, expected {}", field_.title, form());
        return fmt::format("{} does not have its form: {}", field_.title, form());
    }

private:
    // As the file rules describe it, else as the pattern is said aloud.
    std::string form() const
    {
        if (!field_.description.empty()) return field_.description;
        return words_of_pattern(*field_.constraints.pattern).value_or("what the file rules ask for");
    }
    const Field& field_;
    Pattern pattern_;
};
} // namespace

void add_pattern_rules(const RuleSite& site, Rules& rules)
{
    const auto& fields = site.contract.schema.fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].constraints.pattern) rules.push_back(std::make_unique<PatternRule>(fields[i], i));
}
} // namespace engine
