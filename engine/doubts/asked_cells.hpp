#pragma once
// Cells of a workbook that may not be meant as they are read: rows struck through, numbers merged over several rows,
// formulas without a result. People say what becomes of them.
#include "engine/contract/contract.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/chunk.hpp"
#include "engine/table/doubt.hpp"
#include "engine/table/finding.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace engine
{
class AskedCells
{
public:
    AskedCells(const Contract& contract, const Matching& matching, const Choices& choices); // contract outlives it
    // Takes the notes of the reader about these rows out of the findings, and does what people chose.
    void take(Chunk& chunk, std::vector<Finding>& findings);
    std::vector<Doubt> doubts() const; // once, after the last row

private:
    const Field* field_of(std::size_t column) const; // null where no field takes it
    Doubt struck_rows() const;
    Doubt merged_numbers() const;
    Doubt uncalculated() const;

    std::vector<std::pair<std::size_t, const Field*>> columns_; // of the file
    bool skips_struck_, first_of_merged_;
    std::int64_t rows_ = 0; // of data
    std::vector<std::int64_t> struck_;
    std::int64_t merged_ = 0;
    std::string merged_example_;
    std::vector<std::string> formulas_; // “12 of Fee”
};
} // namespace engine
