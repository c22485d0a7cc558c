#include "server/links/answer.hpp"
#include <gtest/gtest.h>

namespace links
{
namespace
{
engine::Finding about(const char* column)
{
    engine::Finding finding;
    if (column) finding.column = column;
    return finding;
}

engine::HeldRows held()
{
    engine::HeldRows held;
    for (const auto* name : {"name", "mark"}) held.columns.emplace_back().name = name;
    held.rows = {{5, "Sheet1", {}, {}, {about("mark")}, {}}, {9, "Sheet1", {}, {}, {about(nullptr)}, {}}};
    return held;
}

TEST(AnswerByLink, P4_offers_the_cells_that_problems_are_about)
{
    auto offered = offered_by(held());
    ASSERT_EQ(offered.size(), 2U);
    EXPECT_EQ(offered[0].columns, std::vector<std::string>{"mark"});
    EXPECT_EQ(offered[1].columns, (std::vector<std::string>{"name", "mark"})) << "a problem of the row";
}

TEST(AnswerByLink, P4_touches_what_was_offered_and_nothing_else)
{
    auto offered = offered_by(held());
    auto errors = [&](CellByLink cell) {
        auto fixes = fixes_within(offered, {cell});
        return fixes ? std::string() : fixes.error().front().at;
    };
    EXPECT_EQ(errors({5, "Sheet1", "mark", "x", "1"}), "");
    EXPECT_EQ(errors({5, std::nullopt, "mark", "x", "1"}), "");
    EXPECT_EQ(errors({9, "Sheet1", "name", std::nullopt, "A"}), "");
    EXPECT_EQ(errors({5, "Sheet1", "name", "x", "1"}), "cells[0].column");
    EXPECT_EQ(errors({5, "Sheet1", "Mark", "x", "1"}), "cells[0].column");
    EXPECT_EQ(errors({5, "Sheet2", "mark", "x", "1"}), "cells[0].line");
    for (std::int64_t line : {0, -1, 4, 6, 1'000'000})
        EXPECT_EQ(errors({line, std::nullopt, "mark", "x", "1"}), "cells[0].line") << line;
    EXPECT_FALSE(fixes_within(offered, {}));
    EXPECT_FALSE(fixes_within({}, {{5, "Sheet1", "mark", "x", "1"}})) << "nothing was shown yet";
    EXPECT_FALSE(fixes_within(offered, {{5, "Sheet1", "mark", "x", "1"}, {5, std::nullopt, "mark", "x", "2"}}));
    EXPECT_EQ(fixes_within(offered, {{5, std::nullopt, "mark", "x", "1"}})->front().sheet, "Sheet1");
}
} // namespace
} // namespace links
