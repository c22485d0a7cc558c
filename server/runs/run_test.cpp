#include "base/json.hpp"
#include "server/runs/run.hpp"
#include "tests/places.hpp"
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace runs
{
namespace
{
TEST(RunState, a_final_state_never_changes_and_held_is_not_final)
{
    using enum RunState;
    for (auto state : {succeeded, failed, cancelled, quarantined})
        EXPECT_TRUE(is_final(state)) << json::enum_text(state);
    for (auto state : {queued, running, held}) EXPECT_FALSE(is_final(state)) << json::enum_text(state);
}

TEST(RunState, a_run_goes_only_where_the_table_says)
{
    EXPECT_TRUE(may_become(RunState::queued, RunState::running));
    EXPECT_TRUE(may_become(RunState::held, RunState::cancelled));
    EXPECT_FALSE(may_become(RunState::held, RunState::running)); // what a person starts is a new run
    EXPECT_FALSE(may_become(RunState::succeeded, RunState::cancelled));
    EXPECT_FALSE(may_become(RunState::queued, RunState::succeeded));
}

TEST(RunState, the_picture_in_the_docs_shows_the_same_table)
{
    std::ifstream file(places::source("docs/run-states.md"));
    ASSERT_TRUE(file) << "docs/run-states.md is missing";
    std::set<std::string> drawn, known;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string from, arrow, to;
        if (!(words >> from >> arrow >> to) || arrow != "-->" || from == "[*]" || to == "[*]") continue;
        if (to.ends_with(':')) to.pop_back();
        drawn.insert(from + " " + to);
    }
    for (const auto& one : run_transitions()) known.insert(json::enum_text(one.from) + " " + json::enum_text(one.to));
    EXPECT_EQ(drawn, known);
}
} // namespace
} // namespace runs
