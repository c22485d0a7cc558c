#include "engine/validate/comparison.hpp"
#include "engine/contract/value.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
Comparison::Comparison(const Schema& schema, const std::vector<std::string>& header, bool same_period)
{
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        auto found = std::ranges::find(header, schema.fields[i].name);
        if (found != header.end())
            columns_.push_back({schema.fields[i].name, i, static_cast<std::size_t>(found - header.begin()),
                                schema.fields[i].type, schema.fields[i].type == FieldType::string});
    }
    if (!same_period) return;
    for (const auto& name : schema.primary_key) {
        auto found = std::ranges::find(columns_, name, &Shared::name);
        if (found == columns_.end()) {
            key_.clear();
            return;
        }
        key_.push_back(static_cast<std::size_t>(found - columns_.begin()));
    }
}

bool Comparison::is_key(std::size_t column) const { return std::ranges::find(key_, column) != key_.end(); }

void Comparison::choose_years(const Chunk& first)
{
    std::vector<std::size_t> candidates;
    for (std::size_t c = 0; c < columns_.size(); ++c)
        if (!is_key(c)) candidates.push_back(columns_[c].previous);
    years_.choose(first, candidates);
    year_.resize(columns_.size());
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        auto found = std::ranges::find(years_.columns(), columns_[c].previous);
        if (found != years_.columns().end()) year_[c] = static_cast<std::size_t>(found - years_.columns().begin());
        columns_[c].of_words = columns_[c].of_words && !is_key(c);
    }
}

template <class Cell> KeyHash Comparison::key_of(Cell cell) const
{
    KeyHash key;
    for (auto k : key_) key.add(value_key(columns_[k].type, cell(columns_[k]), room_));
    return key;
}

void Comparison::add_previous(const Chunk& rows)
{
    if (year_.empty()) choose_years(rows);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        KeyHash whole, rest;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            auto& column = columns_[c];
            auto cell = rows.cell(column.previous, row);
            whole.add(cell);
            if (!year_[c]) rest.add(cell);
            column.nulls_before += cell.empty();
            if (column.of_words) column.words.see_previous(cell);
        }
        auto key = key_of([&](const Shared& column) { return rows.cell(column.previous, row); });
        if (!by_key() || !keys_.add(key, static_cast<std::uint32_t>(whole_.size())).added) continue;
        whole_.push_back(static_cast<std::uint32_t>(whole.high));
        rest_.push_back(static_cast<std::uint32_t>(rest.high));
        years_.add_previous(rows, row);
    }
    previous_rows_ += static_cast<std::int64_t>(rows.rows());
}

void Comparison::see(const Batch& batch, std::span<const std::uint8_t> held)
{
    if (seen_.empty()) {
        seen_.resize(keys_.slots());
        replaced_.resize(keys_.slots());
    }
    std::vector<std::string_view> years(years_.columns().size());
    for (auto row : batch.live) {
        KeyHash whole, rest;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            auto& column = columns_[c];
            auto cell = batch.columns[column.field][row];
            whole.add(cell);
            if (c < year_.size() && year_[c])
                years[*year_[c]] = cell;
            else
                rest.add(cell);
            if (held[row]) continue;
            column.nulls_now += cell.empty();
            if (column.of_words) column.words.see(cell);
        }
        rows_ += !held[row];
        if (!by_key()) continue;
        auto slot = keys_.find(key_of([&](const Shared& column) { return batch.columns[column.field][row]; }));
        if (slot && !seen_[*slot]) {
            seen_[*slot] = true;
            ++seen_count_;
        }
        if (held[row]) continue;
        if (!slot) {
            ++changes_.created;
            if (created_.size() < most_samples) created_.push_back({{}, cells_of(batch, row)});
            continue;
        }
        if (!replaced_[*slot]) {
            replaced_[*slot] = true;
            ++replaced_count_;
        }
        auto before = keys_.value(*slot);
        bool same = whole_[before] == static_cast<std::uint32_t>(whole.high);
        ++(same ? changes_.unchanged : changes_.updated);
        if (same && unchanged_.size() < most_samples) unchanged_.push_back({{}, cells_of(batch, row)});
        if (!same && updated_.size() < most_samples) updated_.push_back({*slot, cells_of(batch, row)});
        if (!same && rest_[before] == static_cast<std::uint32_t>(rest.high)) years_.see(before, years);
    }
}

Changes Comparison::changes() const
{
    auto out = changes_;
    if (keeps_)
        out.unchanged += not_replaced();
    else
        out.gone = static_cast<std::int64_t>(keys_.size()) - seen_count_;
    return out;
}

std::optional<std::size_t> Comparison::slot_of(const Chunk& previous, std::size_t row) const
{
    return keys_.find(key_of([&](const Shared& column) { return previous.cell(column.previous, row); }));
}

bool Comparison::replaced(const Chunk& previous, std::size_t row) const
{
    auto slot = slot_of(previous, row);
    return slot && *slot < replaced_.size() && replaced_[*slot];
}

namespace
{
std::optional<std::string> sampled(std::string_view cell)
{
    constexpr std::size_t most = 200; // a sample is looked at, not worked with
    if (is_null(cell)) return std::nullopt;
    auto shown = cell.substr(0, utf8_prefix(cell.substr(0, most)));
    return shown.size() < cell.size() ? std::string(shown) + "…" : std::string(shown);
}
} // namespace

ChangedRow::Cells Comparison::cells_of(const Batch& batch, std::uint32_t row) const
{
    ChangedRow::Cells cells;
    for (const auto& column : columns_) cells.push_back(sampled(batch.columns[column.field][row]));
    return cells;
}

ChangedRow::Cells Comparison::cells_of(const Chunk& previous, std::size_t row) const
{
    ChangedRow::Cells cells;
    for (const auto& column : columns_) cells.push_back(sampled(previous.cell(column.previous, row)));
    return cells;
}

VersionChanges Comparison::version_changes(const ByteSource& previous) const
{
    VersionChanges out;
    out.rows_before = previous_rows_;
    out.rows_now = rows();
    for (const auto& column : columns_) out.columns.push_back(column.name);
    if (!by_key()) return out;
    out.changes = changes();
    out.created = created_;
    out.unchanged = unchanged_;
    for (const auto& one : updated_) out.updated.push_back({{}, one.now});
    std::size_t to_find = updated_.size();
    auto gone = static_cast<std::size_t>(out.changes->gone);
    TrustedCsv reader(previous);
    Chunk chunk;
    while ((to_find > 0 || out.gone.size() < std::min(gone, most_samples)) && reader.next(chunk))
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            auto slot = slot_of(chunk, row);
            if (!slot) continue;
            bool is_gone = !keeps_ && (*slot >= seen_.size() || !seen_[*slot]);
            if (is_gone && out.gone.size() < most_samples) out.gone.push_back({cells_of(chunk, row), {}});
            auto found = std::ranges::find(updated_, *slot, &Updated::slot);
            if (found == updated_.end()) continue;
            auto& sample = out.updated[static_cast<std::size_t>(found - updated_.begin())];
            if (!sample.before.empty()) continue;
            sample.before = cells_of(chunk, row);
            --to_find;
        }
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

std::optional<Comparison::NewYear> Comparison::new_year() const
{
    if (!years_.happened(seen_count_)) return std::nullopt;
    NewYear out{years_.moved(), 0};
    if (keeps_) return out;
    for (std::size_t slot = 0; slot < keys_.slots(); ++slot)
        if (keys_.taken(slot) && (slot >= seen_.size() || !seen_[slot]))
            out.left += years_.was_oldest(keys_.value(slot));
    return out;
}

std::vector<Notice> Comparison::value_notices() const
{
    auto list = [](const std::vector<ValueHistory::Word>& words) {
        constexpr std::size_t most = 5;
        std::string out;
        for (std::size_t i = 0; i < words.size() && i < most; ++i)
            out += fmt::format("{}“{}” ({} {})", out.empty() ? "" : ", ", words[i].text, words[i].rows,
                               words[i].rows == 1 ? "row" : "rows");
        return words.size() > most ? fmt::format("{} and {} more", out, words.size() - most) : out;
    };
    std::vector<Notice> out;
    for (const auto& column : columns_) {
        if (auto words = column.words.added(); !words.empty())
            out.push_back({"new_values", fmt::format("{} has values that the last version did not have: {}.",
                                                     column.name, list(words))});
        if (auto words = column.words.vanished(); !words.empty())
            out.push_back({"vanished_values", fmt::format("{} no longer has values that the last version had: {}.",
                                                          column.name, list(words))});
    }
    return out;
}
} // namespace engine
