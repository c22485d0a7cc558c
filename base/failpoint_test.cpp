#include "base/failpoint.hpp"
#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>

TEST(FailpointDeathTest, dies_at_the_named_visit_and_at_no_other)
{
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            setenv("BATCHOPS_FAILPOINT", "here:die@2", 1);
            failpoint("here");
            failpoint("elsewhere");
            failpoint("here");
            std::exit(0);
        },
        testing::KilledBySignal(SIGKILL), "");
    EXPECT_EXIT(
        {
            setenv("BATCHOPS_FAILPOINT", "here:die@2", 1);
            failpoint("here");
            std::exit(0);
        },
        testing::ExitedWithCode(0), "");
}
