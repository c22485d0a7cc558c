#pragma once
// Percentages as shares: 0.95 for 95%. A spreadsheet keeps 95% as 0.95, and an export may write either.
#include "engine/contract/contract.hpp"
#include "engine/doubts/written_before.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/chunk.hpp"
#include "engine/table/doubt.hpp"
#include "engine/table/finding.hpp"
#include <cstdint>
#include <span>

namespace engine
{
// Looks for shares beside percentages, in a column or between a file and the version before.
class PercentWatch
{
public:
    // contract, matching and before outlive this
    PercentWatch(const Contract& contract, const Matching& matching, const WrittenBefore& before);
    void see(const Chunk& chunk);
    void see_formats(std::span<const Finding> findings); // which columns a sheet shows with a sign
    std::vector<Doubt> doubts() const;                   // once, after the last row

private:
    struct OfField {
        const Field* field;
        std::size_t column;
        char decimal;
        std::int64_t numbers = 0;
        std::int64_t shares = 0;              // between 0 and 1, without a sign
        std::int64_t usual_shares = 0;        // of those, a usual percentage
        std::int64_t signs = 0, small = 0;    // with a percent sign; of those up to 1
        std::int64_t marked = 0;              // with anything else around the number
        std::int64_t beyond = 0, between = 0; // above 100 or below 0; between a share and a usual percentage
        std::int64_t large = 0;               // usual percentages
        std::int64_t shown = 0;               // shares that their sheet shows with a percent sign
        std::vector<std::string> examples{};  // of shares
    };
    static void see_cell(OfField& of, std::string_view cell, std::string& room);
    std::string doubtful(const OfField& of) const; // a sentence; empty where there is no doubt

    const WrittenBefore& before_;
    std::vector<OfField> fields_;
};
} // namespace engine
