#include "engine/contract/write.hpp"
#include "engine/repair/permanent_steps.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using ::testing::IsEmpty;
using ::testing::SizeIs;

Contract contract()
{
    return parse_contract("feed: f\nschema: {fields: [{name: std, title: Class, type: string}]}\n"
                          "steps: [{name: Class as corrected, do: trim}]\n",
                          "f");
}

TEST(PermanentSteps, a_correction_becomes_a_map_under_a_free_name)
{
    auto steps = permanent_steps(contract(), "std", {{"Std.", "Standard"}});
    ASSERT_THAT(steps, SizeIs(1));
    EXPECT_EQ(write_step(steps[0].step),
              "{name: Class as corrected 2, do: map, column: std, values: {Std.: Standard}}");
    EXPECT_EQ(steps[0].words, "Class: “Std.” becomes “Standard”");
}

TEST(PermanentSteps, eaten_zeros_can_be_put_back_for_every_value)
{
    auto steps = permanent_steps(contract(), "std", {{"12", "0012"}, {"7", "0007"}});
    ASSERT_THAT(steps, SizeIs(2));
    EXPECT_EQ(write_step(steps[1].step), "{name: Class with zeros, do: pad, column: std, width: 4}");
    EXPECT_THAT(permanent_steps(contract(), "std", {{"12", "0012"}, {"7", "007"}}), SizeIs(1));
    EXPECT_THAT(permanent_steps(contract(), "std", {{"12", "0012"}, {"a", "000a"}}), SizeIs(1));
}

TEST(PermanentSteps, one_value_made_two_or_nothing_is_no_rule)
{
    EXPECT_THAT(permanent_steps(contract(), "std", {{"a", "b"}, {"a", "c"}}), IsEmpty());
    EXPECT_THAT(permanent_steps(contract(), "std", {{"a", ""}}), IsEmpty());
    EXPECT_THAT(permanent_steps(contract(), "std", {{"", "b"}}), IsEmpty());
    EXPECT_THAT(permanent_steps(contract(), "elsewhere", {{"a", "b"}}), IsEmpty());
}
} // namespace
} // namespace engine
