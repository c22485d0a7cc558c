#pragma once
// Where a batch's columns come from: first the schema's fields, then columns of the file that only steps read.
#include "engine/contract/schema.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/batch.hpp"
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace engine
{
class BatchLayout
{
public:
    BatchLayout(const Schema& schema, const Matching& matching);

    // The batch's column of a field that has values: from the file or from an earlier step.
    std::optional<std::size_t> field(std::string_view name) const;
    // As above, or else a column of the file by its header, which then becomes part of the batch.
    std::optional<std::size_t> field_or_header(std::string_view name);
    // The batch's columns of everything that a row of the file holds.
    std::vector<std::size_t> whole_rows();
    // A step fills this field; returns its column.
    std::size_t fill(std::string_view field);
    bool has_values(std::size_t column) const { return column >= fields_ || from_[column] || filled_[column]; }
    // Whether a step reads this column of the file, which is no field.
    bool step_reads(std::size_t source) const;

    // Takes the rows of a chunk over, as views.
    void take(const Chunk& chunk, Batch& batch) const;

private:
    std::size_t column_of(std::size_t source);

    std::set<std::size_t> whole_; // sources that nobody reads by name
    const Schema& schema_;
    std::vector<std::string> header_keys_;
    std::vector<std::optional<std::size_t>> from_; // from_[column of the batch]: column of the file
    std::vector<bool> filled_;
    std::size_t fields_;
};
} // namespace engine
