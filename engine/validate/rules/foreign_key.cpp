#include "engine/contract/value.hpp"
#include "engine/names/names.hpp"
#include "engine/validate/rules.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
// The values exist in the feed that the contract names. A key with an empty part refers to nothing, as in SQL.
class Reference final : public Rule
{
public:
    Reference(const Schema& schema, const ForeignKey& key, const KeySet& keys, std::vector<std::size_t> columns)
        : Rule("foreign_key", columns.size() == 1 ? std::optional(columns[0]) : std::nullopt),
          feed_(words_of_feed(key.resource)), keys_(keys), columns_(std::move(columns))
    {
        for (auto column : columns_) title_ += (title_.empty() ? "" : " + ") + schema.fields[column].title;
    }
    void check(Checked& table, Problems& problems) override
    {
        for (auto row : table.batch->live) {
            KeyHash hash;
            bool whole = true;
            for (auto column : columns_) {
                whole &= table.columns[column].state[row] == CellState::value;
                hash.add(value_key(table.columns[column].field->type, table.cell(column, row), room_));
            }
            if (whole && !keys_.find(hash)) problems.push_back({this, row});
        }
    }
    Words explain(const Problem& problem, const Checked& table) const override
    {
        std::string key;
        for (auto column : columns_) key += (key.empty() ? "" : " + ") + quoted(table.cell(column, problem.row));
        return {
            fmt::format("{} is not in {}.", key, feed_), fmt::format("a {} that {} has", title_, feed_),
            fmt::format("Correct {} in row {}, or add it to {} first.", title_, table.batch->line[problem.row], feed_)};
    }
    std::string title(std::string_view) const override { return fmt::format("{} is not in {}", title_, feed_); }

private:
    std::string feed_, title_, room_;
    const KeySet& keys_;
    std::vector<std::size_t> columns_;
};
} // namespace

void add_foreign_key_rules(const RuleSite& site, Rules& rules)
{
    const auto& schema = site.contract.schema;
    for (const auto& key : schema.foreign_keys) {
        const auto* keys = site.reference(key);
        if (!keys) continue;
        std::vector<std::size_t> columns;
        for (const auto& name : key.fields) columns.push_back(*schema.find(name));
        rules.push_back(std::make_unique<Reference>(schema, key, *keys, std::move(columns)));
    }
}
} // namespace engine
