#pragma once
// Looks at the decimal marks of a file's numbers while it streams by: 1.250 is a little more than one, or more than a
// thousand, and what else the column holds, what the file rules say and how it was written before speak for either.
#include "engine/contract/contract.hpp"
#include "engine/doubts/written_before.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/chunk.hpp"
#include "engine/table/doubt.hpp"
#include <cstdint>

namespace engine
{
class NumberWatch
{
public:
    // contract, matching and before outlive this
    NumberWatch(const Contract& contract, const Matching& matching, const WrittenBefore& before);
    void see(const Chunk& chunk);
    std::vector<Doubt> doubts() const; // once, after the last row

private:
    // The cells with a mark, by the mark that they have.
    struct OfMark {
        std::int64_t decimals = 0;     // of these it can only stand before decimals: 12.50, 1,250.5
        std::int64_t two_decimals = 0; // of those
        std::int64_t three_decimals = 0;
        std::int64_t either = 0; // 1.250
        std::int64_t zero = 0;   // of those that end in 0
    };
    struct OfField {
        const Field* field;
        std::size_t column;
        char decimal;  // the mark before decimals that the file rules name
        bool is_group; // whether they know the other one, between thousands
        OfMark point{}, comma{};
        std::int64_t whole = 0;                 // without a mark, of three digits
        std::vector<std::string> examples{};    // of either
        std::vector<std::string> contradicts{}; // that settle a mark
    };

    static void see_cell(OfField& of, std::string_view cell);
    // A sentence; empty where the writing is plain. `proven`: other columns have the mark that the rules name.
    std::string doubtful(const OfField& of, bool proven) const;
    static bool proves(const OfField& of, char decimal);

    const WrittenBefore& before_;
    std::vector<OfField> fields_;
};
} // namespace engine
