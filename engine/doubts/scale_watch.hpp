#pragma once
// Whole columns that are a hundred or a thousand times as large or as small as they were, or as the file rules and
// their names let one expect: 0.95 for 95.0, 1250 cents for 12.50.
#include "engine/contract/contract.hpp"
#include "engine/doubts/written_before.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/chunk.hpp"
#include "engine/table/doubt.hpp"

namespace engine
{
class ScaleWatch
{
public:
    // contract, matching and before outlive this
    ScaleWatch(const Contract& contract, const Matching& matching, const WrittenBefore& before);
    void see(const Chunk& chunk);
    std::vector<Doubt> doubts() const; // once, after the last row

private:
    struct OfField {
        const Field* field;
        std::size_t column;
        char decimal;
        bool amount;                                           // money, which has two decimals or is whole
        std::vector<double> sizes{}, whole{}, with_decimals{}; // of the first numbers, without their sign
        std::vector<std::string> examples{}, whole_examples{};
        bool below_zero = false, other_decimals = false; // not two
    };
    // What speaks for another scale, and the answer that would put it right.
    struct Suspicion {
        std::string evidence, answer, title;
    };
    static void see_cell(OfField& of, std::string_view cell, std::string& room);
    std::optional<Suspicion> suspicion(const OfField& of) const;
    std::optional<Suspicion> against_before(const OfField& of, const NumbersBefore& before) const;
    static std::optional<Suspicion> by_rules(const OfField& of);
    static std::optional<Suspicion> within(const OfField& of);

    const WrittenBefore& before_;
    std::vector<OfField> fields_;
};
} // namespace engine
