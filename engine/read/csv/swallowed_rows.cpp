#include "engine/read/csv/swallowed_rows.hpp"
#include "engine/read/csv/strict_split.hpp"
#include <algorithm>

namespace engine::csv
{
namespace
{
constexpr std::size_t most_lines = 100'000;
} // namespace

std::size_t swallowed_rows(std::string_view record, const Punctuation& punctuation, const RowShape& shape)
{
    if (!record.contains('\n') || !punctuation.quote || std::ranges::none_of(shape, &ColumnShape::has_form)) return 0;
    std::size_t lines = 0;
    for (std::size_t from = 0; from <= record.size();) {
        auto to = std::min(record.find('\n', from), record.size());
        std::string line(record.substr(from, to - from));
        std::erase_if(line, [&](char c) { return c == punctuation.quote || c == '\r'; });
        auto cells = strict_split(line, punctuation);
        if (cells.size() != shape.size() || ++lines > most_lines) return 0;
        for (std::size_t c = 0; c < cells.size(); ++c)
            if (shape[c].has_form() && !shape[c].fits(cells[c].text)) return 0;
        from = to + 1;
    }
    return lines;
}
} // namespace engine::csv
