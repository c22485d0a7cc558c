#include "server/incidents/test_things.hpp"

namespace incidents
{
namespace
{
using testing::HasSubstr;

struct LateFiles : ThingTest {
};
ON_BOTH_ENGINES(LateFiles);

TEST_P(LateFiles, a_late_file_is_one_issue_until_it_comes)
{
    expect(weekly());
    auto file = due().at(0);
    say_again(file);
    read();
    EXPECT_TRUE(all().empty()) << "not late yet";
    becomes_late(file);
    read();
    say_again(file); // reminded, handed over …
    say_again(file);
    read();
    auto one = only();
    EXPECT_EQ(one.kind, IncidentKind::late);
    EXPECT_EQ(one.name, "FEES-1");
    EXPECT_THAT(one.title, HasSubstr("Fees for Week"));
    EXPECT_EQ(one.severity, IncidentSeverity::high);
    EXPECT_EQ(one.due_file->id, file.id);
    EXPECT_EQ(one.due_file->period, file.period);
    EXPECT_EQ(one.owner->id, clerk.id);
    EXPECT_EQ(one.occurrences, 1);
    auto run = send("student_id,amount\n1,2\n", file.period);
    read();
    one = only();
    EXPECT_EQ(one.state, IncidentState::resolved);
    EXPECT_EQ(one.resolved_by, ResolvedBy::arrival);
    EXPECT_EQ(one.cause, Cause::arrived_well);
    EXPECT_EQ(one.reopened, 0);
    auto last =
        database().read([&](db::Session& db) { return list_activity(db, one.id, {1, {}, {}}).value().results; });
    EXPECT_EQ(last.at(0).run_id, run.id);
    EXPECT_EQ(last.at(0).actor, Actor::system);
}

TEST_P(LateFiles, what_is_to_be_done_is_said_to_each_in_their_words)
{
    expect(weekly());
    auto file = due().at(0);
    becomes_late(file);
    read();
    auto id = only().id;
    auto to_moderator = detail_of(id, moderator);
    EXPECT_THAT(to_moderator.next_step.value(), HasSubstr("It is with Ben Ito, who got a letter. Remind them"));
    EXPECT_EQ(to_moderator.primary.action, PrimaryAction::open_arrivals);
    auto to_owner = detail_of(id, clerk);
    EXPECT_THAT(to_owner.next_step.value(), HasSubstr("It is with you: send it here"));
    EXPECT_EQ(to_owner.primary.action, PrimaryAction::send_file);
    auto looker = member("lo@north.test", feed.department.id, false);
    EXPECT_NE(detail_of(id, looker).primary.action, PrimaryAction::send_file) << "may only look";
    send("student_id,amount\n1,2\n", file.period);
    read();
    EXPECT_FALSE(detail_of(id, moderator).next_step) << "over";
}

TEST_P(LateFiles, each_due_file_is_an_issue_of_its_own)
{
    expect(weekly());
    auto files = due();
    for (int week = 0; week < 2; ++week) {
        becomes_late(files.at(week));
        read();
    }
    ASSERT_EQ(all().size(), 2u);
    send("student_id,amount\n1,2\n", files.at(1).period);
    read();
    EXPECT_EQ(all().at(0).state, IncidentState::fresh);
    EXPECT_EQ(all().at(1).state, IncidentState::resolved);
}

TEST_P(LateFiles, an_excuse_closes_it_and_awaiting_it_again_opens_it)
{
    expect(weekly());
    auto file = due().at(0);
    becomes_late(file);
    read();
    excuse(file);
    read();
    auto one = only();
    EXPECT_EQ(one.state, IncidentState::resolved);
    EXPECT_EQ(one.cause, Cause::not_a_problem);
    EXPECT_EQ(one.resolved_by_person->id, moderator.id);
    for (const auto& words : words_of(one.id)) EXPECT_EQ(words.find("trips"), std::string::npos) << words;
    transact([&](db::Session& db) {
        arrivals::unexcuse(db, file).value();
        arrivals::announce(db, file.id);
    });
    read();
    EXPECT_EQ(only().state, IncidentState::fresh);
    EXPECT_EQ(only().reopened, 1);
}

TEST_P(LateFiles, a_file_that_was_late_and_came_before_anybody_looked_was_late_once_all_the_same)
{
    expect(weekly());
    auto file = due().at(0);
    becomes_late(file);
    send("student_id,amount\n1,2\n", file.period);
    read();
    EXPECT_EQ(only().state, IncidentState::resolved);
    EXPECT_EQ(only().occurrences, 1);
}

TEST_P(LateFiles, what_ends_before_the_commit_is_read_again_and_counts_once)
{
    expect(weekly());
    becomes_late(due().at(0));
    struct Killed {
    };
    try {
        transact([&](db::Session& db) {
            db.exec("UPDATE events SET seen_by_incidents = TRUE");
            throw Killed();
        });
    } catch (const Killed&) {
    }
    EXPECT_GT(read(), 0);
    EXPECT_EQ(read(), 0);
    EXPECT_EQ(only().occurrences, 1);
}

TEST_P(LateFiles, an_event_that_nobody_has_read_is_kept)
{
    expect(weekly());
    becomes_late(due().at(0));
    transact([&](db::Session& db) {
        events::append(db, events::Kind::calendar, {}, "{}"); // the newest of all stays anyway
        db.exec("UPDATE events SET at = '2020'");
        events::forget_old(db);
    });
    read();
    EXPECT_EQ(all().size(), 1u);
}

TEST_P(LateFiles, what_a_person_resolved_stays_resolved_while_the_file_is_late)
{
    expect(weekly());
    auto file = due().at(0);
    becomes_late(file);
    read();
    ASSERT_TRUE(resolve_it(only().id, Cause::other));
    say_again(file);
    read();
    EXPECT_EQ(only().state, IncidentState::resolved);
}

TEST_P(LateFiles, merged_ones_are_over_when_the_last_is)
{
    expect(weekly());
    auto files = due();
    becomes_late(files.at(0));
    becomes_late(files.at(1));
    read();
    auto both = all();
    ASSERT_TRUE(act([&](db::Session& db) { return merge(db, moderator, both.at(0).id, {both.at(1).id}); }));
    send("student_id,amount\n1,2\n", files.at(0).period);
    read();
    EXPECT_EQ(incident(both.at(0).id).state, IncidentState::fresh) << "the other week has not come";
    send("student_id,amount\n1,2\n", files.at(1).period);
    read();
    EXPECT_EQ(incident(both.at(0).id).state, IncidentState::resolved);
}

TEST_P(LateFiles, a_file_that_is_no_longer_expected_is_not_late)
{
    auto input = weekly();
    auto row = expect(input);
    becomes_late(due().at(0));
    read();
    input.enabled = false;
    transact([&](db::Session& db) { arrivals::change(db, row.id, input); });
    read();
    EXPECT_EQ(only().state, IncidentState::resolved) << "switched off";
    input.enabled = true;
    transact([&](db::Session& db) { arrivals::change(db, row.id, input); });
    read();
    EXPECT_EQ(only().state, IncidentState::fresh) << "and on again";
    transact([&](db::Session& db) { arrivals::remove(db, row.id); });
    read();
    EXPECT_EQ(only().state, IncidentState::resolved) << "removed";
    EXPECT_FALSE(only().due_file);
}

TEST_P(LateFiles, it_is_given_to_whom_the_file_is_with_and_is_taken_from_nobody)
{
    expect(weekly());
    auto file = due().at(0);
    becomes_late(file);
    read();
    auto hand_over = [&](bool to_deputy) {
        transact([&](db::Session& db) {
            arrivals::hand_over(db, file, to_deputy).value();
            arrivals::announce(db, file.id);
        });
        read();
    };
    hand_over(true);
    EXPECT_EQ(only().owner->id, moderator.id) << "the deputy";
    auto other = person("ada@north.test", users::Role::moderator);
    ASSERT_TRUE(act([&](db::Session& db) { return assign(db, moderator, only().id, other.id); }));
    hand_over(false);
    EXPECT_EQ(only().owner->id, other.id);
}

TEST_P(LateFiles, people_of_other_departments_neither_see_it_nor_are_given_it)
{
    auto other = stranger();
    auto input = weekly();
    input.owner_id = other.id;
    expect(input);
    becomes_late(due().at(0));
    read();
    EXPECT_FALSE(only().owner);
    EXPECT_FALSE(sees(other, only().id));
    EXPECT_TRUE(sees(clerk, only().id));
}
} // namespace
} // namespace incidents
