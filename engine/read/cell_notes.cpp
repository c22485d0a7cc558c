#include "engine/read/cell_notes.hpp"
#include "base/json.hpp"
#include <charconv>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::string_view prefix = "cells:";
}

Finding cell_note(const NotedCells& cells, std::optional<std::int64_t> line)
{
    Finding finding;
    finding.rule = std::string(prefix) + json::enum_text(cells.note);
    finding.severity = Severity::warning;
    finding.line = line;
    finding.value = fmt::format("{} {}", cells.column, cells.count);
    return finding;
}

std::optional<NotedCells> noted_in(const Finding& finding)
{
    if (!finding.rule.starts_with(prefix) || !finding.value) return std::nullopt;
    auto note = json::enum_value<CellNote>(std::string_view(finding.rule).substr(prefix.size()));
    if (!note) return std::nullopt;
    NotedCells out{*note};
    const auto* end = finding.value->data() + finding.value->size();
    auto column = std::from_chars(finding.value->data(), end, out.column);
    if (column.ptr != end) std::from_chars(column.ptr + 1, end, out.count);
    return out;
}
} // namespace engine
