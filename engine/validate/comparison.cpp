#include "engine/validate/comparison.hpp"
#include <algorithm>

namespace engine
{
Comparison::Comparison(const Schema& schema, const std::vector<std::string>& header)
{
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        auto found = std::ranges::find(header, schema.fields[i].name);
        if (found != header.end())
            columns_.push_back({schema.fields[i].name, i, static_cast<std::size_t>(found - header.begin())});
    }
    for (const auto& name : schema.primary_key) {
        auto found = std::ranges::find(columns_, name, &Shared::name);
        if (found == columns_.end()) {
            key_.clear();
            return;
        }
        key_.push_back(static_cast<std::size_t>(found - columns_.begin()));
    }
}

void Comparison::add_previous(const Chunk& rows)
{
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        KeyHash whole, key;
        for (auto& column : columns_) {
            auto cell = rows.cell(column.previous, row);
            whole.add(cell);
            column.nulls_before += cell.empty();
        }
        for (auto k : key_) key.add(rows.cell(columns_[k].previous, row));
        if (by_key()) keys_.add(key, static_cast<std::uint32_t>(whole.high));
    }
    previous_rows_ += static_cast<std::int64_t>(rows.rows());
}

void Comparison::see(const Batch& batch, std::span<const std::uint8_t> held)
{
    if (seen_.empty()) seen_.resize(keys_.slots());
    for (auto row : batch.live) {
        KeyHash whole, key;
        for (auto& column : columns_) {
            auto cell = batch.columns[column.field][row];
            whole.add(cell);
            if (!held[row]) column.nulls_now += cell.empty();
        }
        rows_ += !held[row];
        if (!by_key()) continue;
        for (auto k : key_) key.add(batch.columns[columns_[k].field][row]);
        auto slot = keys_.find(key);
        if (slot && !seen_[*slot]) {
            seen_[*slot] = true;
            ++seen_count_;
        }
        if (held[row]) continue;
        if (!slot)
            ++changes_.created;
        else if (keys_.value(*slot) == static_cast<std::uint32_t>(whole.high))
            ++changes_.unchanged;
        else
            ++changes_.updated;
    }
}

Changes Comparison::changes() const
{
    auto out = changes_;
    out.gone = static_cast<std::int64_t>(keys_.size()) - seen_count_;
    return out;
}

std::vector<Comparison::Nulls> Comparison::nulls() const
{
    std::vector<Nulls> out;
    if (previous_rows_ == 0 || rows_ == 0) return out;
    for (const auto& column : columns_)
        out.push_back({column.name, static_cast<double>(column.nulls_before) / static_cast<double>(previous_rows_),
                       static_cast<double>(column.nulls_now) / static_cast<double>(rows_)});
    return out;
}
} // namespace engine
