#pragma once
// Looks for times of both clocks in one column: 02:30 beside 02:30 PM.
#include "engine/contract/contract.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/chunk.hpp"
#include "engine/table/doubt.hpp"
#include <cstdint>

namespace engine
{
class TimeWatch
{
public:
    TimeWatch(const Contract& contract, const Matching& matching); // these outlive it
    void see(const Chunk& chunk);
    std::vector<Doubt> doubts() const; // once, after the last row

private:
    struct OfField {
        const Field* field;
        std::size_t column;
        std::int64_t halves = 0;  // with am or pm
        std::int64_t without = 0; // from 1:00 to 7:59 without: at a school, rather in the afternoon
        std::string example{};
    };
    std::vector<OfField> fields_;
};
} // namespace engine
