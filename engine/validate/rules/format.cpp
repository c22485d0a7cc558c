#include "engine/contract/pattern.hpp"
#include "engine/validate/rules.hpp"
#include "engine/validate/rules/cells.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
struct Form {
    std::string_view format, pattern, noun, example;
};
constexpr Form forms[] = {
    {"email", "[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+", "an e-mail address", "name@school.test"},
    {"uri", "[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+", "a web address", "https://school.test/page"},
    {"uuid", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a UUID", "123e4567-e89b-12d3-a456-426614174000"},
};

class Format final : public Rule
{
public:
    Format(const Field& field, std::size_t column, const Form& form)
        : Rule("format", column), field_(field), form_(form), pattern_(form.pattern)
    {
    }
    void check(Checked& table, Problems& problems) override
    {
        check_values(*this, table, problems, [&](std::string_view cell) { return pattern_.matches(cell); });
    }
    Words explain(const Problem& problem, const Checked& table) const override
    {
        return {fmt::format("{} is not {}.", quoted(table.cell(*column(), problem.row)), form_.noun),
                fmt::format("{} such as {}", form_.noun, form_.example),
                fmt::format("Correct {} in row {}.", field_.title, table.batch->line[problem.row])};
    }
    std::string title(std::string_view) const override { return fmt::format("{} is not {}", field_.title, form_.noun); }

private:
    const Field& field_;
    const Form& form_;
    Pattern pattern_;
};
} // namespace

void add_format_rules(const RuleSite& site, Rules& rules)
{
    const auto& fields = site.contract.schema.fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        for (const auto& form : forms)
            if (fields[i].type == FieldType::string && fields[i].format == form.format)
                rules.push_back(std::make_unique<Format>(fields[i], i, form));
}
} // namespace engine
