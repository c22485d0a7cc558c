#include "engine/text/unicode.hpp"
#include "engine/validate/rules.hpp"
#include "engine/validate/rules/cells.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
class Length final : public Rule
{
public:
    Length(const Field& field, std::size_t column, bool least, std::int64_t limit)
        : Rule(least ? "min_length" : "max_length", column), field_(field), least_(least),
          limit_(static_cast<std::size_t>(limit))
    {
    }
    void check(Checked& table, Problems& problems) override
    {
        check_values(*this, table, problems, [&](std::string_view cell) {
            if (!least_ && cell.size() <= limit_) return true; // never more characters than bytes
            auto length = code_points(cell);
            return least_ ? length >= limit_ : length <= limit_;
        });
    }
    Words explain(const Problem& problem, const Checked& table) const override
    {
        auto cell = table.cell(*column(), problem.row);
        return {fmt::format("{} has {} characters.", quoted(cell), code_points(cell)), bound(),
                fmt::format("{} {} in row {}.", least_ ? "Complete" : "Shorten", field_.title,
                            table.batch->line[problem.row])};
    }
    std::string title(std::string_view) const override
    {
        return fmt::format("{} is too {}, expected {}", field_.title, least_ ? "short" : "long", bound());
    }

private:
    std::string bound() const { return fmt::format("{} {} characters", least_ ? "at least" : "at most", limit_); }
    const Field& field_;
    bool least_;
    std::size_t limit_;
};
} // namespace

void add_length_rules(const RuleSite& site, Rules& rules)
{
    const auto& fields = site.contract.schema.fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& constraints = fields[i].constraints;
        if (constraints.min_length)
            rules.push_back(std::make_unique<Length>(fields[i], i, true, *constraints.min_length));
        if (constraints.max_length)
            rules.push_back(std::make_unique<Length>(fields[i], i, false, *constraints.max_length));
    }
}
} // namespace engine
