#include "engine/prepare/held_rows.hpp"
#include "base/json.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::size_t most_values = 10'000; // different wrong values that are counted

std::optional<std::string> text_of(std::string_view cell)
{
    return is_null(cell) ? std::nullopt : std::optional<std::string>(cell);
}

HeldColumn column_of(const Field& field, const Matching& matching, std::size_t index)
{
    HeldColumn column{field.name,
                      field.title,
                      field.type,
                      std::nullopt,
                      field.constraints.required,
                      field.is_protected,
                      field.constraints.allowed};
    if (auto from = matching.from[index]) column.header = matching.columns[*from].source;
    return column;
}
} // namespace

HeldRowsFile::HeldRowsFile(ByteSink* sink, const RuleSite& site, const Matching& matching,
                           std::optional<std::string> sheet)
    : sink_(sink), matching_(matching), sheet_(std::move(sheet))
{
    if (!sink_) return;
    suggestions_.emplace(site);
    const auto& fields = site.contract.schema.fields;
    for (std::size_t i = 0; i < fields.size(); ++i) out_.columns.push_back(column_of(fields[i], matching, i));
}

void HeldRowsFile::add(const Chunk& as_sent, const Batch& clean, const SortedRows::Judged& judged)
{
    if (!sink_) return;
    auto next = judged.findings.begin();
    for (auto row : clean.live) {
        if (!judged.held[row]) continue;
        HeldRow held;
        held.line = static_cast<std::int64_t>(clean.line[row]);
        held.sheet = clean.sheet.empty() ? sheet_ : clean.sheet;
        for (std::size_t i = 0; i < out_.columns.size(); ++i) {
            auto from = matching_.from[i];
            held.values.push_back(text_of(clean.columns[i][row]));
            held.sent.push_back(from && *from < as_sent.columns.size() ? text_of(as_sent.cell(*from, row))
                                                                       : std::nullopt);
        }
        while (next != judged.findings.end() && next->first < row) ++next;
        for (; next != judged.findings.end() && next->first == row; ++next) see(held, next->second);
        if (++out_.total <= static_cast<std::int64_t>(kept_held_rows)) out_.rows.push_back(std::move(held));
    }
}

void HeldRowsFile::see(HeldRow& row, const Finding& finding)
{
    row.findings.push_back(finding);
    if (finding.severity != Severity::error || !finding.column || !finding.value) return;
    auto found = std::ranges::find(out_.columns, *finding.column, &HeldColumn::name);
    if (found == out_.columns.end()) return;
    auto same_cell = [&](const Finding& one) {
        return one.severity == Severity::error && one.column == finding.column;
    };
    if (std::ranges::count_if(row.findings, same_cell) > 1) return; // two rules about one cell
    std::pair key{*finding.column, *finding.value};
    auto alike = alike_.find(key);
    if (alike == alike_.end()) {
        if (alike_.size() == most_values) return;
        alike = alike_.emplace(key, AlikeCells{key.first, key.second, {}, {}, 0}).first;
    }
    ++alike->second.count;
    if (out_.rows.size() == kept_held_rows) return;
    auto suggestion = suggestions_->of(finding);
    if (!suggestion) return;
    alike->second.to = suggestion->to;
    alike->second.why = suggestion->why;
    row.suggestions.push_back(std::move(*suggestion));
}

void HeldRowsFile::finish()
{
    if (!sink_) return;
    for (auto& [key, cells] : alike_)
        if (cells.count > 1) out_.alike.push_back(std::move(cells));
    std::ranges::stable_sort(out_.alike, std::ranges::greater{}, &AlikeCells::count);
    if (out_.alike.size() > kept_alike) out_.alike.resize(kept_alike);
    sink_->write(json::serialize(json::encode(out_)));
}
} // namespace engine
