#include "engine/reading_doubts.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::size_t shown_bytes = 80;
constexpr std::size_t most_samples = 3;
constexpr std::size_t most_examples = 3;

std::string in_order(std::string_view text, DateOrder order)
{
    auto reading = read_datetime(text, order);
    char room[date_text_bytes];
    return reading ? std::string(format_date(reading.value.date, room)) : std::string();
}
} // namespace

std::string shown_cell(std::string_view cell)
{
    if (cell.size() <= shown_bytes) return std::string(cell);
    return std::string(cell.substr(0, utf8_prefix(cell.substr(0, shown_bytes)))) + "…";
}

void add_date_doubt(std::vector<DateDoubt>& doubts, const Field& field, const Finding& finding)
{
    auto found = std::ranges::find(doubts, field.name, &DateDoubt::field);
    if (found == doubts.end()) found = doubts.insert(doubts.end(), {field.name, field.title, 0, {}});
    ++found->cells;
    if (found->examples.size() == most_examples) return;
    const auto& written = finding.value.value();
    if (std::ranges::find(found->examples, shown_cell(written), &DateExample::written) != found->examples.end()) return;
    found->examples.push_back({finding.line.value_or(0), shown_cell(written), in_order(written, DateOrder::dmy),
                               in_order(written, DateOrder::mdy)});
}

std::vector<std::vector<std::string>> first_rows(const Chunk& chunk, std::size_t most_rows, std::size_t most_columns)
{
    std::vector<std::vector<std::string>> rows;
    for (std::size_t row = 0; row < chunk.rows() && rows.size() < most_rows; ++row) {
        if (chunk.kind[row] == RowKind::blank) continue;
        auto& cells = rows.emplace_back();
        for (std::size_t c = 0; c < std::min(chunk.columns.size(), most_columns); ++c)
            cells.push_back(shown_cell(chunk.cell(c, row)));
        while (!cells.empty() && cells.back().empty()) cells.pop_back();
    }
    return rows;
}

void add_samples(std::vector<MappedColumn>& columns, const Chunk& chunk)
{
    for (std::size_t c = 0; c < std::min(columns.size(), chunk.columns.size()); ++c) {
        auto& samples = columns[c].samples;
        for (std::size_t row = 0; row < chunk.rows() && samples.size() < most_samples; ++row) {
            if (chunk.kind[row] != RowKind::data) continue;
            auto text = shown_cell(trim(chunk.cell(c, row)));
            if (!text.empty() && std::ranges::find(samples, text) == samples.end()) samples.push_back(std::move(text));
        }
    }
}
} // namespace engine
