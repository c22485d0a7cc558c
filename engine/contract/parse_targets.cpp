#include "engine/contract/expression_columns.hpp"
#include "engine/contract/parts.hpp"
#include "engine/read/pdf/page_area.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace engine::contract_parts
{
std::string expression(const Cursor& at, const Schema& schema)
{
    auto text = at.filled();
    if (text.empty()) return text;
    try {
        Expression::compile(text, expression_columns(schema));
    } catch (const ExpressionError& problem) {
        auto place = at.place();
        auto before = std::string_view(text).substr(0, problem.offset());
        place.column += static_cast<int>(code_points(before)) + (at.is_quoted() ? 1 : 0);
        at.error_at(place, fmt::format("{}: {}", at.name(), problem.what()));
    }
    return text;
}

std::vector<Check> read_checks(const Cursor& at, const Schema& schema)
{
    std::vector<Check> checks;
    at.each([&](const Cursor& item) {
        Check check;
        item.members({
            {"name", [&](const Cursor& key) { check.name = key.filled(); }, true},
            {"expect",
             [&](const Cursor& key) {
                 check.expect = expression(key, schema);
                 check.place = key.place();
             },
             true},
            {"severity", [&](const Cursor& key) { check.severity = choose<Severity>(key, {"error", "warning"}); }},
        });
        if (std::ranges::find(checks, check.name, &Check::name) != checks.end())
            item.error(fmt::format("the check “{}” is there twice; give each check its own name", check.name));
        checks.push_back(std::move(check));
    });
    return checks;
}

std::vector<Alias> read_aliases(const Cursor& at, const Schema& schema)
{
    std::vector<Alias> aliases;
    std::map<std::string, std::string> taken; // folded header → field
    at.entries([&](const std::string& field, const Cursor& key, const Cursor& value) {
        field_name(key, schema);
        Alias alias{field, {}};
        value.fork(value.is_text() ? 0 : 1, {[&](const Cursor& one) { alias.names = {one.filled()}; },
                                             [&](const Cursor& list) { alias.names = list.texts(); }});
        for (const auto& name : alias.names) {
            auto [other, added] = taken.emplace(fold(name), field);
            if (!added && other->second != field)
                value.error(
                    fmt::format("“{}” stands for {} and for {}, expected one field", name, other->second, field));
        }
        aliases.push_back(std::move(alias));
    });
    return aliases;
}

ReadRules read_reading(const Cursor& at)
{
    ReadRules rules;
    auto mark = [](std::optional<std::string>& into) {
        return [&into](const Cursor& key) {
            auto value = key.text();
            if (value != "auto") into = value == "none" ? "" : value;
            if (into && into->size() > 1) key.error("expected one character, or none");
        };
    };
    auto text = [](std::optional<std::string>& into, std::string_view automatic) {
        return [&into, automatic](const Cursor& key) {
            if (auto value = key.text(); value != automatic) into = value;
        };
    };
    at.members({
        {"delimiter",
         [&](const Cursor& key) {
             auto value = key.filled();
             if (value == "none")
                 rules.delimiter = "";
             else if (value != "auto")
                 rules.delimiter = value == "\\t" || value == "tab" ? "\t" : value;
         }},
        {"encoding", text(rules.encoding, "auto")},
        {"quote", mark(rules.quote)},
        {"escape", mark(rules.escape)},
        {"header_row",
         [&](const Cursor& key) {
             key.fork(key.is_text() && key.text() == "auto" ? 0 : 1,
                      {[](const Cursor& word) { word.choice({"auto"}); },
                       [&](const Cursor& row) { rules.header_row = static_cast<int>(row.whole(0)); }});
         }},
        {"header_rows",
         [&](const Cursor& key) {
             rules.header_rows = static_cast<int>(key.whole(0));
             if (*rules.header_rows > 5) key.error("header_rows is more than 5");
         }},
        {"sheet", text(rules.sheet, "auto")},
        {"pages", text(rules.pages, "all")},
        {"area",
         [&](const Cursor& key) {
             text(rules.area, "all")(key);
             try {
                 pdf::PageArea area(rules.area);
             } catch (const Unreadable& refused) {
                 key.error(refused.what());
             }
         }},
    });
    return rules;
}

Limits read_limits(const Cursor& at)
{
    Limits limits;
    auto share = [](double& into) { return [&into](const Cursor& key) { into = key.percent(); }; };
    at.members(
        {{"bad_rows", share(limits.bad_rows)}, {"gone", share(limits.gone)}, {"changed", share(limits.changed)}});
    return limits;
}

History read_history(const Cursor& at)
{
    History history;
    at.members({{"rows", [&](const Cursor& key) { history.rows = key.percent(); }},
                {"nulls", [&](const Cursor& key) { history.nulls = key.percent(); }}});
    return history;
}

Privacy read_privacy(const Cursor& at, const Schema* columns)
{
    Privacy privacy;
    at.members({
        {"retention", [&](const Cursor& key) { privacy.retention_days = key.days(); }},
        {"suppress_below", [&](const Cursor& key) { privacy.suppress_below = static_cast<int>(key.whole(0)); }},
        {"counts",
         [&](const Cursor& key) {
             privacy.counts = columns ? field_names(key, *columns) : key.one_or_more();
             for (const auto& name : privacy.counts) {
                 auto field = columns ? columns->find(name) : std::nullopt;
                 if (field && columns->fields[*field].type != FieldType::integer)
                     key.error(fmt::format("counts has {}, which is no integer field", name));
             }
         }},
        {"recipient_domains",
         [&](const Cursor& key) {
             privacy.recipient_domains = key.texts();
             for (const auto& domain : privacy.recipient_domains)
                 if (domain.contains('@') || !domain.contains('.'))
                     key.error(fmt::format("“{}” is not a domain, expected for example school.test", domain));
         }},
    });
    if (!privacy.counts.empty() && privacy.suppress_below.value_or(0) == 0)
        at.error("counts hides small numbers, so suppress_below must say which are small");
    return privacy;
}

PublishTargets read_publish(const Cursor& at)
{
    PublishTargets publish;
    at.members({
        {"formats",
         [&](const Cursor& key) {
             publish.formats.clear();
             key.each([&](const Cursor& item) {
                 publish.formats.push_back(choose<PublishFormat>(item, {"csv", "excel_csv", "pdf", "xlsx", "parquet"}));
             });
         }},
        {"to",
         [&](const Cursor& key) {
             publish.to = key.texts();
             for (const auto& address : publish.to)
                 if (auto sign = address.find('@');
                     sign == std::string::npos || sign == 0 || sign + 1 == address.size())
                     key.error(fmt::format("“{}” is not an e-mail address, expected for example office@school.test",
                                           address));
         }},
    });
    return publish;
}
} // namespace engine::contract_parts
