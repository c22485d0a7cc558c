#include "engine/contract/nearest.hpp"
#include "engine/contract/value.hpp"
#include "engine/validate/rules.hpp"
#include "engine/validate/rules/cells.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

namespace engine
{
namespace
{
class Enum final : public Rule
{
public:
    Enum(const Field& field, std::size_t column) : Rule("enum", column), field_(field)
    {
        for (const auto& value : field.constraints.allowed)
            allowed_.push_back(canonical_value(field.type, value).value_or(value));
        for (const auto& value : allowed_) sorted_.emplace_back(value_key(field.type, value, room_));
        std::ranges::sort(sorted_);
    }
    void check(Checked& table, Problems& problems) override
    {
        bool few = sorted_.size() <= 8;
        check_values(*this, table, problems, [&](std::string_view cell) {
            auto key = value_key(field_.type, cell, room_);
            if (!few)
                return std::ranges::binary_search(sorted_, key, {},
                                                  [](const auto& one) -> std::string_view { return one; });
            for (const auto& value : sorted_)
                if (key.size() == value.size() && key == value) return true;
            return false;
        });
    }
    Words explain(const Problem& problem, const Checked& table) const override
    {
        auto cell = table.cell(*column(), problem.row);
        auto near = near_value(cell); // “; did you mean Absent?”
        return {fmt::format("{} is not one of the values of {}.", quoted(cell), field_.title), words(),
                near.empty() ? fmt::format("Correct {} in row {}.", field_.title, table.batch->line[problem.row])
                             : fmt::format("D{}", near.substr(3))};
    }
    std::string title(std::string_view) const override { return fmt::format("{} is not {}", field_.title, words()); }

private:
    // Looking for it among thousands of values takes its time, so it is looked for once, and not for countless cells:
    // in a column of other values altogether no word is near.
    const std::string& near_value(std::string_view cell) const
    {
        constexpr std::size_t most = 5'000, longest = 64;
        static const std::string none;
        auto known = near_.find(cell);
        if (known != near_.end()) return known->second;
        if (near_.size() == most || cell.size() > longest) return none;
        return near_.emplace(cell, did_you_mean(cell, allowed_)).first->second;
    }
    std::string words() const
    {
        constexpr std::size_t most = 12;
        if (allowed_.size() <= most) return fmt::format("one of {}", fmt::join(allowed_, ", "));
        return fmt::format("one of {} and {} more", fmt::join(allowed_.begin(), allowed_.begin() + most, ", "),
                           allowed_.size() - most);
    }
    const Field& field_;
    std::vector<std::string> allowed_; // as the contract lists them
    std::vector<std::string> sorted_;  // by which they are compared
    std::string room_;
    mutable std::map<std::string, std::string, std::less<>> near_; // by wrong value
};
} // namespace

void add_enum_rules(const RuleSite& site, Rules& rules)
{
    const auto& fields = site.contract.schema.fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (!fields[i].constraints.allowed.empty()) rules.push_back(std::make_unique<Enum>(fields[i], i));
}
} // namespace engine
