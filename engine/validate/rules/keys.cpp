#include "engine/contract/value.hpp"
#include "engine/table/seen_keys.hpp"
#include "engine/validate/rules.hpp"
#include <fmt/format.h>
#include <limits>

namespace engine
{
namespace
{
// Each key appears once in the file. Rows stream by, so the first row of a key has gone on when the second comes: the
// second and later ones are held back and name the line of the first. Every row claims its key, also one that is held
// back for another reason; else the answer would depend on what is wrong elsewhere. Keys with an empty part are left
// to `required`.
class Key final : public Rule
{
public:
    Key(std::string name, const Schema& schema, std::vector<std::size_t> columns)
        : Rule(std::move(name), columns.size() == 1 ? std::optional(columns[0]) : std::nullopt),
          columns_(std::move(columns))
    {
        for (auto column : columns_) types_.push_back(schema.fields[column].type);
        for (auto column : columns_) title_ += (title_.empty() ? "" : " + ") + schema.fields[column].title;
    }

    void check(Checked& table, Problems& problems) override
    {
        rows_.clear();
        hashes_.clear();
        for (auto row : table.batch->live) {
            KeyHash hash;
            bool whole = true;
            for (std::size_t i = 0; i < columns_.size(); ++i) {
                whole &= table.columns[columns_[i]].state[row] == CellState::value;
                hash.add(value_key(types_[i], table.cell(columns_[i], row), room_));
            }
            if (!whole) continue;
            rows_.push_back(row);
            hashes_.push_back(hash);
        }
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (i + ahead < rows_.size()) seen_.prefetch(hashes_[i + ahead]);
            auto line = std::min<std::uint64_t>(table.batch->line[rows_[i]], std::numeric_limits<std::uint32_t>::max());
            auto found = seen_.add(hashes_[i], static_cast<std::uint32_t>(line));
            if (!found.added) problems.push_back({this, rows_[i], found.value});
        }
    }
    Words explain(const Problem& problem, const Checked& table) const override
    {
        std::string key;
        for (auto column : columns_) key += (key.empty() ? "" : " + ") + quoted(table.cell(column, problem.row));
        return {fmt::format("{} is there twice: row {} has it already.", key, problem.detail),
                fmt::format("each {} once", title_),
                fmt::format("Correct row {} or row {}, or take one of them out.", table.batch->line[problem.row],
                            problem.detail)};
    }
    std::string title(std::string_view) const override { return fmt::format("{} is there more than once", title_); }

private:
    static constexpr std::size_t ahead = 16; // rows; hides the time that memory takes
    std::vector<std::size_t> columns_;
    std::vector<FieldType> types_; // of columns_
    std::string title_, room_;
    SeenKeys seen_;
    std::vector<std::uint32_t> rows_;
    std::vector<KeyHash> hashes_;
};

std::vector<std::size_t> indices(const Schema& schema, const std::vector<std::string>& names)
{
    std::vector<std::size_t> out;
    for (const auto& name : names) out.push_back(*schema.find(name));
    return out;
}
} // namespace

void add_key_rules(const RuleSite& site, Rules& rules)
{
    const auto& schema = site.contract.schema;
    if (!schema.primary_key.empty())
        rules.push_back(std::make_unique<Key>("primary_key", schema, indices(schema, schema.primary_key)));
    for (const auto& key : schema.unique_keys)
        rules.push_back(std::make_unique<Key>("unique", schema, indices(schema, key)));
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        bool covered = schema.primary_key.size() == 1 && schema.primary_key[0] == schema.fields[i].name;
        if (schema.fields[i].constraints.unique && !covered)
            rules.push_back(std::make_unique<Key>("unique", schema, std::vector{i}));
    }
}
} // namespace engine
