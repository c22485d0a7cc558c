#include "engine/prepare/sorted_rows.hpp"
#include "engine/publish/output_columns.hpp"
#include <algorithm>

namespace engine
{
SortedRows::SortedRows(const OpenOutput& open, const std::string& rows_file, const Schema& schema,
                       const Matching& matching)
    : open_(open), matching_(matching), fields_(schema.fields.size())
{
    counters_ = counters_of(schema);
    for (const auto& field : schema.fields) allowed_[field.name] = field.constraints.allowed;
    if (auto* sink = open(rows_file)) clean_ = csv_writer(*sink, output_columns(schema));
}

void SortedRows::add(const Chunk& as_sent, const Batch& clean, const Judged& judged)
{
    auto next = judged.findings.begin();
    std::vector<Finding> findings;
    passed_.clear();
    for (auto row : clean.live) {
        if (!judged.held[row]) {
            passed_.push_back(row);
            continue;
        }
        findings.clear();
        while (next != judged.findings.end() && next->first < row) ++next;
        for (; next != judged.findings.end() && next->first == row; ++next) findings.push_back(next->second);
        write_slip(as_sent, row, findings);
    }
    constexpr std::size_t rows_at_once = 512; // whose cells stay in the processor's cache
    std::span<const std::uint32_t> rest = passed_;
    for (; !rest.empty(); rest = rest.subspan(std::min(rest.size(), rows_at_once)))
        add_passed(clean, rest.first(std::min(rest.size(), rows_at_once)));
}

void SortedRows::add_passed(const Batch& clean, std::span<const std::uint32_t> rows)
{
    for (std::size_t field = 0; field < fields_; ++field)
        for (auto row : rows) counters_[field].add(clean.columns[field][row]);
    if (!clean_) {
        written_ += static_cast<std::int64_t>(rows.size());
        return;
    }
    cells_.resize(fields_);
    for (auto row : rows) {
        for (std::size_t field = 0; field < fields_; ++field) cells_[field] = clean.columns[field][row];
        clean_->row(cells_);
        ++written_;
    }
}

void SortedRows::keep(std::span<const std::string_view> cells)
{
    for (std::size_t field = 0; field < fields_; ++field) counters_[field].add(cells[field]);
    if (clean_) clean_->row(cells);
    ++written_;
}

void SortedRows::write_slip(const Chunk& as_sent, std::uint32_t row, std::span<const Finding> findings)
{
    if (!slip_ && slip_wanted_) {
        auto* sink = open_("slip.xlsx");
        slip_wanted_ = sink != nullptr;
        std::vector<SlipColumn> columns;
        for (const auto& column : matching_.columns) {
            auto field = column.field.value_or("");
            columns.emplace_back(column.source, field, allowed_[field]);
        }
        if (sink) slip_ = slip_writer(*sink, std::move(columns));
    }
    if (!slip_) return;
    if (slip_rows_ == most_slip_rows) {
        ++left_out_of_slip_;
        return;
    }
    ++slip_rows_;
    cells_.assign(matching_.columns.size(), null_cell);
    for (std::size_t c = 0; c < cells_.size() && c < as_sent.columns.size(); ++c) cells_[c] = as_sent.cell(c, row);
    slip_->row(static_cast<std::int64_t>(as_sent.line[row]), cells_, findings);
}

std::vector<ColumnSummary> SortedRows::summaries(std::optional<int> suppress_below) const
{
    return summaries_of(counters_, suppress_below);
}

void SortedRows::finish()
{
    if (clean_) clean_->finish();
    if (slip_) slip_->finish();
}
} // namespace engine
