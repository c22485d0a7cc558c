#include "base/log.hpp"
#include <gtest/gtest.h>

TEST(Log, a_line_is_one_json_object_whatever_the_fields_hold)
{
    EXPECT_EQ(logs::line("2026-11-23T18:04:05.123Z", "info", "worker", "run claimed",
                         {{"run_id", 12}, {"file", "a\n\"b\".csv"}, {"late", true}}),
              R"({"ts":"2026-11-23T18:04:05.123Z","level":"info","component":"worker","msg":"run claimed","run_id":12,)"
              R"("file":"a\n\"b\".csv","late":true})");
}
