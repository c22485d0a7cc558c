#pragma once
// Columns that the previous version had and this file has no more, and which column of the file holds their values now.
#include "engine/contract/contract.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/chunk.hpp"
#include "engine/table/finding.hpp"

class ByteSource;

namespace engine
{
struct GoneColumn {
    std::size_t field = 0;
    std::optional<std::string> renamed; // a header of the file; a suggestion for a person, never taken by itself
    double alike = 0;                   // share of that column's values that the field had, 0 … 1
};

// `chunk` are the first rows of the file. Fields that were empty before, or that a step makes, are not gone. Throws
// std::runtime_error where `previous` is no clean.csv.
std::vector<GoneColumn> gone_columns(const Contract& contract, const Matching& matching, const Chunk& chunk,
                                     const ByteSource& previous);
Finding drift_finding(const Field& field, const GoneColumn& gone); // a warning about the whole file
} // namespace engine
