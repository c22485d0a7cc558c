#include "server/runs/run_may.hpp"
#include <gtest/gtest.h>

namespace runs
{
namespace
{
users::User person(std::int64_t id, users::Role role, bool may_send = true)
{
    users::User made;
    made.id = id;
    made.role = role;
    made.departments = {{{1, "fees", "Fees"}, may_send}};
    return made;
}
const auto clerk = person(1, users::Role::user);
const auto colleague = person(4, users::Role::user);
const auto moderator = person(2, users::Role::moderator);

ActingOn on(RunState state)
{
    ActingOn made;
    made.run.state = state;
    made.run.department = {1, "fees", "Fees"};
    made.uploader_id = clerk.id;
    if (state == RunState::held) made.run.reason = engine::Reason{"bad_rows", "Too many bad rows.", true};
    return made;
}

TEST(RunMay, a_moderator_approves_what_a_limit_held)
{
    EXPECT_TRUE(may_approve(on(RunState::held), moderator, ""));
    EXPECT_EQ(may_approve(on(RunState::succeeded), moderator, "").error().why, Why::conflict);
    auto asked = on(RunState::held);
    asked.run.reason = engine::Reason{"missing_column", "Which column is the id?", true};
    EXPECT_EQ(may_approve(asked, moderator, "").error().why, Why::conflict);
}

TEST(RunMay, who_sent_the_file_does_not_approve_it_and_learns_who_can)
{
    auto own = on(RunState::held);
    own.uploader_id = moderator.id;
    auto refused = may_approve(own, moderator, "Avery Stone").error();
    EXPECT_EQ(refused.why, Why::forbidden);
    EXPECT_NE(refused.message.find("Avery Stone"), std::string::npos);
}

TEST(RunMay, who_corrected_rows_does_not_approve_what_they_change)
{
    auto corrected = on(RunState::held);
    corrected.fixed_by = {moderator.id};
    EXPECT_TRUE(may_approve(corrected, moderator, "")) << "the good rows may go on without the others";
    corrected.run.reason = engine::Reason{"gone", "Half the rows are gone.", true};
    EXPECT_EQ(may_approve(corrected, moderator, "").error().why, Why::forbidden);
}

TEST(RunMay, without_removals_is_offered_where_rows_would_be_gone)
{
    auto shrunk = on(RunState::held);
    EXPECT_EQ(may_approve_without_removals(shrunk, moderator, "").error().why, Why::conflict);
    shrunk.would_be_gone = 12;
    EXPECT_TRUE(may_approve_without_removals(shrunk, moderator, ""));
    EXPECT_EQ(may_approve_without_removals(shrunk, clerk, "Maya Okafor").error().why, Why::forbidden);
}

TEST(RunMay, a_user_does_not_approve_and_discards_no_file_of_others)
{
    EXPECT_EQ(may_approve(on(RunState::held), clerk, "Maya Okafor").error().why, Why::forbidden);
    EXPECT_EQ(may_discard(on(RunState::held), colleague, "Maya Okafor").error().why, Why::forbidden);
    EXPECT_TRUE(may_discard(on(RunState::held), moderator, ""));
}

TEST(RunMay, who_sent_a_file_takes_it_back_while_nothing_of_it_is_published)
{
    auto own = on(RunState::held);
    EXPECT_TRUE(may_discard(own, clerk, ""));
    EXPECT_EQ(may_discard(own, person(clerk.id, users::Role::user, false), "").error().why, Why::forbidden);
    EXPECT_EQ(may_discard(on(RunState::failed), clerk, "").error().why, Why::conflict);
    own.published = true;
    auto refused = may_discard(own, clerk, "Maya Okafor").error();
    EXPECT_EQ(refused.why, Why::conflict);
    EXPECT_NE(refused.message.find("Maya Okafor"), std::string::npos);
    EXPECT_TRUE(may_discard(own, moderator, ""));
}

TEST(RunMay, a_file_is_for_another_period_only_while_nothing_of_it_is_published)
{
    for (auto state : {RunState::held, RunState::failed, RunState::cancelled})
        EXPECT_TRUE(may_change_period(on(state), clerk)) << static_cast<int>(state);
    EXPECT_EQ(may_change_period(on(RunState::running), clerk).error().why, Why::conflict);
    auto published = on(RunState::held);
    published.published = true;
    EXPECT_EQ(may_change_period(published, moderator).error().why, Why::conflict);
    EXPECT_EQ(may_change_period(on(RunState::held), person(3, users::Role::user, false)).error().why, Why::forbidden);
}

TEST(RunMay, a_member_who_only_looks_starts_nothing)
{
    auto looks = person(3, users::Role::user, false);
    EXPECT_EQ(may_cancel(on(RunState::running), looks).error().why, Why::forbidden);
    EXPECT_EQ(may_run_again(on(RunState::failed), looks).error().why, Why::forbidden);
    EXPECT_EQ(may_fix(on(RunState::held), looks).error().why, Why::forbidden);
}

TEST(RunMay, a_finished_run_is_not_cancelled_and_an_unfinished_one_not_started_again)
{
    EXPECT_TRUE(may_cancel(on(RunState::queued), clerk));
    EXPECT_EQ(may_cancel(on(RunState::succeeded), clerk).error().why, Why::conflict);
    EXPECT_TRUE(may_run_again(on(RunState::failed), clerk));
    EXPECT_EQ(may_run_again(on(RunState::running), clerk).error().why, Why::conflict);
}

TEST(RunMay, a_run_that_was_taken_over_points_to_the_other)
{
    auto followed = on(RunState::failed);
    followed.active_child = 57;
    auto refused = may_run_again(followed, clerk).error();
    EXPECT_EQ(refused.why, Why::conflict);
    EXPECT_NE(refused.message.find("#57"), std::string::npos);
}

TEST(RunMay, rows_held_back_can_be_fixed_also_after_publication)
{
    auto published = on(RunState::succeeded);
    EXPECT_EQ(may_fix(published, clerk).error().why, Why::conflict);
    published.run.held_back = 14;
    EXPECT_TRUE(may_fix(published, clerk));
    published.done_over = true;
    EXPECT_EQ(may_fix(published, clerk).error().why, Why::conflict);
    EXPECT_TRUE(may_fix(on(RunState::held), clerk));
}

TEST(RunMay, buttons_say_what_the_functions_say)
{
    auto may = may_do(on(RunState::held), clerk, "Maya Okafor");
    EXPECT_TRUE(may.fix.allowed);
    EXPECT_FALSE(may.approve.allowed);
    EXPECT_NE(may.approve.reason.value().find("Maya Okafor"), std::string::npos);
}
} // namespace
} // namespace runs
