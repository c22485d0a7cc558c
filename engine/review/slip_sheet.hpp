#pragma once
// The rows of a correction sheet that came back, cleaned by the steps of the file rules.
#include "base/bytes.hpp"
#include "engine/contract/contract.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/batch.hpp"
#include <optional>
#include <string>
#include <vector>

namespace engine
{
using SlipCells = std::vector<std::optional<std::string>>; // by field; null where blank

// By field, after the steps.
SlipCells cells_of(const Batch& batch, std::size_t fields, std::uint32_t row);
// By field, as the file has them.
SlipCells sent_cells(const Chunk& chunk, const Matching& matching, std::size_t fields, std::size_t row);

struct SlipRow {
    std::int64_t sheet_line = 0;      // in the sheet itself
    std::string code;                 // "" where the sheet has none
    std::optional<std::int64_t> line; // in the file
    SlipCells cells, as_written;
    bool found = false;
};

struct SlipSheet {
    std::vector<SlipRow> rows;
    std::vector<bool> has; // by field: whether the sheet has its column
};

// Throws Unreadable where the sheet cannot be read, or none of its columns is one of the file rules.
SlipSheet read_slip_sheet(const Contract& contract, const ByteSource& slip, const std::string& name);
} // namespace engine
