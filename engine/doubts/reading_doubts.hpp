#pragma once
// What a person needs to see to settle a doubt about a file: its first rows, its columns with sample values, and dates
// that can be read in two ways.
#include "engine/contract/contract.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/chunk.hpp"
#include "engine/table/doubt.hpp"
#include "engine/table/finding.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
// Dates that can be read day first or month first, field by field.
class DateOrderDoubts
{
public:
    void add(const Field& field, const Finding& finding); // an `ambiguous_date` finding of the field
    std::vector<Doubt> doubts() const;

private:
    struct Example {
        std::string written, day_first, month_first;
    };
    struct OfField {
        std::string field, title;
        std::int64_t cells = 0;
        std::vector<Example> examples;
    };
    std::vector<OfField> fields_;
};

// The first rows that are not blank.
std::vector<std::vector<std::string>> first_rows(const Chunk& chunk, std::size_t most_rows, std::size_t most_columns);

// Fills MappedColumn::samples with the first different values below the header.
void add_samples(std::vector<MappedColumn>& columns, const Chunk& chunk);

// A cell as a screen shows it: at most 80 characters.
std::string shown_cell(std::string_view cell);
} // namespace engine
