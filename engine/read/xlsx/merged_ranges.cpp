#include "engine/read/xlsx/merged_ranges.hpp"
#include <charconv>
#include <string>

namespace engine::xlsx
{
namespace
{
constexpr std::string_view element = "mergeCell ";
constexpr std::size_t longest_element = 256;
constexpr std::size_t most_ranges = 1 << 20;
constexpr std::size_t most_bytes = 64U << 20; // inflated

struct Cell {
    std::size_t column = 0;
    std::uint64_t line = 0;
};

// "BC12"; line 0 where it is no reference.
Cell cell_of(std::string_view reference)
{
    Cell cell;
    std::size_t at = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 3; ++at)
        cell.column = cell.column * 26 + static_cast<std::size_t>(reference[at] - 'A') + 1;
    if (at == 0) return {};
    --cell.column;
    std::from_chars(reference.data() + at, reference.data() + reference.size(), cell.line);
    return cell;
}

// Takes the ranges of all whole elements in `text`; returns where the rest begins.
std::size_t take_ranges(std::string_view text, std::vector<MergedRange>& ranges)
{
    std::size_t done = 0;
    for (auto at = text.find(element); at != text.npos; at = text.find(element, done)) {
        auto end = text.find('>', at);
        if (end == text.npos) return at;
        auto inside = text.substr(at, end - at);
        done = end;
        auto ref = inside.find("ref=");
        if (ref == inside.npos || ref + 5 >= inside.size()) continue;
        auto quoted = inside.substr(ref + 5);
        if (auto range = range_over_rows(quoted.substr(0, quoted.find(inside[ref + 4]))))
            if (ranges.size() < most_ranges) ranges.push_back(*range);
    }
    return std::max(done, text.size() - std::min(text.size(), element.size()));
}
} // namespace

std::optional<MergedRange> range_over_rows(std::string_view reference)
{
    auto colon = reference.find(':');
    if (colon == reference.npos) return std::nullopt;
    auto from = cell_of(reference.substr(0, colon)), to = cell_of(reference.substr(colon + 1));
    if (from.line == 0 || to.line <= from.line) return std::nullopt;
    return MergedRange{from.line, to.line, from.column};
}

std::vector<MergedRange> merged_ranges(std::unique_ptr<package::ZipStream> sheet)
{
    std::vector<MergedRange> ranges;
    std::string text(1 << 16, '\0');
    std::size_t kept = 0, seen = 0;
    while (auto got = sheet->read(std::span(text).subspan(kept))) {
        if ((seen += got) > most_bytes) return {};
        auto all = std::string_view(text).substr(0, kept + got);
        auto rest = take_ranges(all, ranges);
        kept = all.size() - rest > longest_element ? 0 : all.size() - rest;
        text.replace(0, kept, text.substr(all.size() - kept, kept));
    }
    return ranges;
}
} // namespace engine::xlsx
