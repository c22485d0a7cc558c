#include "engine/doubts/reading_doubts.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

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
    return reading ? day_in_words(reading.value.date) : std::string();
}

Alternative alternative(std::string answer, std::string title) { return {std::move(answer), std::move(title), {}}; }
} // namespace

std::string shown_cell(std::string_view cell)
{
    if (cell.size() <= shown_bytes) return std::string(cell);
    return std::string(cell.substr(0, utf8_prefix(cell.substr(0, shown_bytes)))) + "…";
}

void DateOrderDoubts::add(const Field& field, const Finding& finding)
{
    auto found = std::ranges::find(fields_, field.name, &OfField::field);
    if (found == fields_.end()) found = fields_.insert(fields_.end(), {field.name, field.title, 0, {}});
    ++found->cells;
    if (found->examples.size() == most_examples) return;
    auto written = shown_cell(finding.value.value());
    if (std::ranges::find(found->examples, written, &Example::written) != found->examples.end()) return;
    const auto& text = finding.value.value();
    found->examples.push_back({std::move(written), in_order(text, DateOrder::dmy), in_order(text, DateOrder::mdy)});
}

std::vector<Doubt> DateOrderDoubts::doubts() const
{
    std::vector<Doubt> out;
    for (const auto& one : fields_) {
        auto& doubt = out.emplace_back();
        doubt.what = "order";
        doubt.about = one.field;
        doubt.question = fmt::format("Are the dates of {} written day first or month first?", one.title);
        doubt.evidence = fmt::format("{} {} can be read both ways.", one.cells, one.cells == 1 ? "date" : "dates");
        doubt.consequence = "The wrong order puts days into other months.";
        doubt.alternatives = {alternative("dmy", "Day first"), alternative("mdy", "Month first")};
        for (const auto& example : one.examples) {
            doubt.alternatives[0].sample.push_back(fmt::format("{} is {}", example.written, example.day_first));
            doubt.alternatives[1].sample.push_back(fmt::format("{} is {}", example.written, example.month_first));
        }
    }
    return out;
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
