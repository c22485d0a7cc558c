#include "engine/doubts/asked_cells.hpp"
#include "engine/contract/choices.hpp"
#include "engine/doubts/reading_doubts.hpp"
#include "engine/names/names.hpp"
#include "engine/read/cell_notes.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace engine
{
namespace
{
constexpr std::size_t most_shown = 3;

std::optional<std::size_t> row_at(const Chunk& chunk, const Finding& finding)
{
    auto line = static_cast<std::uint64_t>(finding.line.value_or(0));
    auto found = std::ranges::lower_bound(chunk.line, line);
    if (found == chunk.line.end() || *found != line) return std::nullopt;
    return static_cast<std::size_t>(found - chunk.line.begin());
}

Doubt about_rows(std::string about, std::string question, std::string evidence, std::string consequence)
{
    Doubt doubt;
    doubt.what = "rows";
    doubt.about = std::move(about);
    doubt.question = std::move(question);
    doubt.evidence = std::move(evidence);
    doubt.consequence = std::move(consequence);
    return doubt;
}

// The same number in each row is an amount that was paid once, or by each; grades and years are for each.
bool adds_up(const Field& field)
{
    bool is_number = field.type == FieldType::number || field.type == FieldType::integer;
    return is_number && meaning_of(field.name).amount;
}
} // namespace

AskedCells::AskedCells(const Contract& contract, const Matching& matching, const Choices& choices)
    : skips_struck_(chosen(choices, "rows", "struck") == "skip"),
      first_of_merged_(chosen(choices, "rows", "merged") == "first")
{
    const auto& fields = contract.schema.fields;
    for (std::size_t i = 0; i < fields.size() && i < matching.from.size(); ++i)
        if (matching.from[i]) columns_.emplace_back(*matching.from[i], &fields[i]);
}

const Field* AskedCells::field_of(std::size_t column) const
{
    auto found = std::ranges::find(columns_, column, &std::pair<std::size_t, const Field*>::first);
    return found == columns_.end() ? nullptr : found->second;
}

void AskedCells::take(Chunk& chunk, std::vector<Finding>& findings)
{
    rows_ += std::ranges::count(chunk.kind, RowKind::data);
    std::erase_if(findings, [&](const Finding& finding) {
        auto cells = noted_in(finding);
        if (!cells) return false;
        const auto* field = field_of(cells->column);
        auto row = row_at(chunk, finding);
        bool is_data = row && chunk.kind[*row] == RowKind::data;
        if (cells->note == CellNote::struck && is_data) {
            struck_.push_back(*finding.line);
            if (skips_struck_) chunk.kind[*row] = RowKind::excluded;
        } else if (cells->note == CellNote::merged && is_data && field && adds_up(*field)) {
            auto cell = shown_cell(trim(chunk.cell(cells->column, *row)));
            if (merged_++ == 0) merged_example_ = fmt::format("{} of {} in row {}", cell, field->title, *finding.line);
            if (first_of_merged_) chunk.columns[cells->column][*row] = null_cell;
        } else if (cells->note == CellNote::uncalculated && field)
            formulas_.push_back(fmt::format("{} of {}", cells->count, field->title));
        return true;
    });
}

Doubt AskedCells::struck_rows() const
{
    auto shown = std::vector(struck_.begin(),
                             struck_.begin() + static_cast<std::ptrdiff_t>(std::min(struck_.size(), most_shown)));
    auto doubt = about_rows("struck", "Do rows that are struck through still count?",
                            fmt::format("{} {} struck through: row {}{}.", struck_.size(),
                                        struck_.size() == 1 ? "row is" : "rows are", fmt::join(shown, ", "),
                                        struck_.size() > most_shown ? " and others" : ""),
                            "Published, they count like all others.");
    doubt.alternatives = {{"skip", "They were crossed out: leave them out", {}},
                          {"keep", "They are records like the others", {}}};
    return doubt;
}

Doubt AskedCells::merged_numbers() const
{
    auto doubt = about_rows("merged", "Is a number that is merged over several rows meant for each of them?",
                            fmt::format("{} {} a number from a merged cell, such as {}.", merged_,
                                        merged_ == 1 ? "cell has" : "cells have", merged_example_),
                            "Read the wrong way, the number counts once too often for each row, or is missing.");
    doubt.alternatives = {{"each", "Each row has this number", {}},
                          {"first", "It is one number for all of them: the first row has it", {}}};
    return doubt;
}

Doubt AskedCells::uncalculated() const
{
    auto doubt = about_rows("formulas", "May cells without a result be published?",
                            fmt::format("Formulas were saved without a result: {}. Open the workbook in Excel, save it "
                                        "and send it again.",
                                        fmt::join(formulas_, ", ")),
                            "Their cells are published as they are stored: blank, or as 0.");
    doubt.alternatives = {{"keep", "Publish them as they are stored", {}}};
    return doubt;
}

std::vector<Doubt> AskedCells::doubts() const
{
    std::vector<Doubt> out;
    bool all = static_cast<std::int64_t>(struck_.size()) == rows_; // the look of the sheet
    if (!struck_.empty() && !all) out.push_back(struck_rows());
    if (merged_ > 0) out.push_back(merged_numbers());
    if (!formulas_.empty()) out.push_back(uncalculated());
    return out;
}
} // namespace engine
