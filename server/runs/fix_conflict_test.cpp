#include "engine/run/job.hpp"
#include "server/runs/fix_conflict.hpp"
#include <gtest/gtest.h>

namespace runs
{
namespace
{
RunFix made_by(std::int64_t person, std::optional<std::string> to)
{
    RunFix fix;
    fix.line = 12;
    fix.column = "fee";
    fix.from = "x";
    fix.to = std::move(to);
    fix.created_by = users::UserRef{person, "Ana Diaz"};
    return fix;
}
// What the clash says: what stands there now, "" where the cell was emptied; nothing where there is no clash.
std::optional<std::string> clash(const std::vector<RunFix>& made, std::int64_t writer, const engine::Fix& fix,
                                 const std::optional<std::string>& was)
{
    CorrectedCells cells(made);
    const auto* other = cells.corrected_meanwhile(writer, fix, was);
    return other ? std::optional(other->to.value_or("")) : std::nullopt;
}
engine::Fix written(std::optional<std::string> to) { return {12, std::nullopt, false, "fee", "x", std::move(to), {}}; }

TEST(FixConflict, somebody_elses_correction_that_the_writer_has_not_seen_is_a_clash)
{
    std::vector made{made_by(9, "Outing")};
    EXPECT_EQ(clash(made, 3, written("Trip"), "x"), "Outing");
    EXPECT_EQ(clash(made, 3, written("Trip"), ""), "Outing");
    made[0].to.reset(); // they emptied the cell
    EXPECT_EQ(clash(made, 3, written("Trip"), "x"), "");
}

TEST(FixConflict, what_was_seen_what_is_the_same_and_what_is_ones_own_is_none)
{
    std::vector made{made_by(9, "Outing")};
    EXPECT_EQ(clash(made, 3, written("Trip"), "Outing"), std::nullopt);
    EXPECT_EQ(clash(made, 3, written("Outing"), "x"), std::nullopt);
    EXPECT_EQ(clash(made, 9, written("Trip"), "x"), std::nullopt);
    EXPECT_EQ(clash(made, 3, written("Trip"), std::nullopt), std::nullopt) << "nobody asked";
}

TEST(FixConflict, another_cell_is_none)
{
    std::vector made{made_by(9, "Outing")};
    for (auto change : {+[](RunFix& one) { one.line = 13; }, +[](RunFix& one) { one.sheet = "May"; },
                        +[](RunFix& one) { one.column = "payer"; }, +[](RunFix& one) { one.exclude = true; }}) {
        auto other = made;
        change(other[0]);
        EXPECT_EQ(clash(other, 3, written("Trip"), "x"), std::nullopt);
    }
}
} // namespace
} // namespace runs
