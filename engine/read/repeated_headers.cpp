#include "engine/read/repeated_headers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace engine
{
namespace
{
constexpr std::size_t most_shown = 3;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Nearly every row is told by its first letters, so that it is not folded for nothing.
bool begins_alike(std::string_view cell, std::string_view name)
{
    auto size = std::min<std::size_t>({3, cell.size(), name.size()});
    return size > 0 && std::ranges::equal(cell.substr(0, size), name.substr(0, size), {}, lower, lower);
}

bool is_name(std::string_view cell, const std::string& name)
{
    cell = trim(cell);
    return cell == name || fold(cell) == fold(name);
}
} // namespace

void mark_repeated_headers(Chunk& chunk, const std::vector<std::string>& header)
{
    auto named = std::ranges::find_if(header, [](const std::string& name) { return !name.empty(); });
    auto first = static_cast<std::size_t>(named - header.begin());
    if (first >= chunk.columns.size()) return;
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
        if (chunk.kind[row] != RowKind::data || !begins_alike(trim(chunk.cell(first, row)), header[first])) continue;
        bool same = true;
        for (std::size_t c = first; same && c < header.size() && c < chunk.columns.size(); ++c)
            same = is_name(chunk.cell(c, row), header[c]);
        if (same) chunk.kind[row] = RowKind::header;
    }
}

OtherHeaders::OtherHeaders(const std::vector<std::string>& header) : header_(header)
{
    for (const auto& name : header)
        if (!name.empty()) names_.push_back(fold(name));
    std::ranges::sort(names_);
    if (std::ranges::adjacent_find(names_) != names_.end()) names_.clear();
}

void OtherHeaders::mark(Chunk& chunk)
{
    if (names_.size() < 2 || chunk.columns.empty()) return;
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
        auto first = trim(chunk.cell(0, row));
        if (chunk.kind[row] != RowKind::data ||
            std::ranges::none_of(header_, [&](const std::string& name) { return begins_alike(first, name); }))
            continue;
        std::vector<std::string> cells;
        bool all = true;
        for (std::size_t c = 0; all && c < chunk.columns.size(); ++c) {
            auto name = fold(chunk.cell(c, row));
            all = name.empty() || std::ranges::binary_search(names_, name);
            if (!name.empty()) cells.push_back(std::move(name));
        }
        std::ranges::sort(cells);
        if (!all || cells.size() < 2 || cells.size() * 2 < names_.size() ||
            std::ranges::adjacent_find(cells) != cells.end())
            continue;
        chunk.kind[row] = RowKind::header;
        lines_.push_back(chunk.line[row]);
    }
}

std::optional<Doubt> OtherHeaders::doubt() const
{
    if (lines_.empty()) return std::nullopt;
    Doubt doubt;
    doubt.what = "rows";
    doubt.about = "headers";
    doubt.question = "Do the columns change their order within the file?";
    doubt.evidence =
        fmt::format("Row {} names the columns again, in another order than the header.",
                    fmt::join(lines_.begin(),
                              lines_.begin() + static_cast<std::ptrdiff_t>(std::min(lines_.size(), most_shown)), ", "));
    doubt.consequence = "Values below it are published under the wrong names. Send each part as a file of its own.";
    doubt.alternatives = {{"keep", "All rows are in the order of the first header", {}}};
    return doubt;
}
} // namespace engine
