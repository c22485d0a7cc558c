#include "server/incidents/test_things.hpp"

namespace incidents
{
namespace
{
using testing::HasSubstr;

struct FailingSources : ThingTest {
};
ON_BOTH_ENGINES(FailingSources);
TEST_P(FailingSources, a_place_that_cannot_be_read_again_and_again_is_one_issue_until_it_can)
{
    auto place = source();
    looks(place, false, 2);
    EXPECT_TRUE(all().empty());
    looks(place, false, 3);
    auto one = only();
    EXPECT_EQ(one.kind, IncidentKind::source);
    EXPECT_EQ(one.name, "HUB-1");
    EXPECT_EQ(one.title, "Shared folder cannot be read");
    EXPECT_EQ(one.source->id, place.id);
    EXPECT_EQ(one.occurrences, 1);
    auto detail = detail_of(one.id, moderator);
    EXPECT_EQ(detail.primary.action, PrimaryAction::open_source);
    EXPECT_THAT(detail.next_step.value(), HasSubstr("The folder cannot be opened. Ask whoever looks after the server"));
    looks(place, true);
    EXPECT_EQ(only().state, IncidentState::resolved);
    EXPECT_EQ(only().cause, Cause::source_repaired);
    EXPECT_EQ(only().resolved_by, ResolvedBy::arrival);
    looks(place, true, 3);
    looks(place, false, 1);
    EXPECT_EQ(only().state, IncidentState::resolved) << "once is nothing yet";
    looks(place, false, 2);
    EXPECT_EQ(only().state, IncidentState::fresh);
    EXPECT_EQ(only().reopened, 1);
}

TEST_P(FailingSources, of_a_place_that_is_looked_at_seldom_the_second_failure_is_enough)
{
    auto place = source();
    looks(place, false);
    transact(
        [&](db::Session& db) { db.exec("UPDATE sources SET failing_since = $1", db.now(-std::chrono::hours(2))); });
    looks(place, false);
    EXPECT_EQ(only().title, "Shared folder cannot be read");
}

TEST_P(FailingSources, a_place_that_is_paused_is_said_with_its_reason_until_it_is_resumed)
{
    auto place = source();
    pause(place, "The server is being moved");
    auto one = only();
    EXPECT_EQ(one.title, "Shared folder is paused");
    EXPECT_EQ(one.severity, IncidentSeverity::low);
    EXPECT_THAT(detail_of(one.id, moderator).next_step.value(), HasSubstr("“The server is being moved”"));
    pause(place, {});
    EXPECT_EQ(only().state, IncidentState::resolved);
    looks(place, false, 3);
    pause(place, "Broken");
    pause(place, {});
    EXPECT_EQ(only().state, IncidentState::fresh) << "still it cannot be read";
    ASSERT_TRUE(resolve_it(only().id, Cause::other));
    looks(place, false, 3);
    EXPECT_EQ(only().state, IncidentState::resolved);
    looks(place, true);
    looks(place, false, 3);
    EXPECT_EQ(only().state, IncidentState::fresh) << "it worked in between";
    transact([&](db::Session& db) {
        sources::remove(db, place.id).value();
        sources::announce(db, place.id);
    });
    read();
    EXPECT_EQ(only().state, IncidentState::resolved);
}

TEST_P(FailingSources, a_place_of_no_department_is_for_moderators_one_of_a_file_for_its_department)
{
    auto other = stranger();
    auto place = source();
    looks(place, false, 3);
    auto id = only().id;
    EXPECT_TRUE(sees(moderator, id));
    EXPECT_FALSE(sees(clerk, id));
    transact([&](db::Session& db) {
        sources::SourceInput input = place;
        input.feed_id = feed.id;
        sources::change(db, place.id, input).value();
        sources::announce(db, place.id);
    });
    read();
    EXPECT_EQ(incident(id).state, IncidentState::resolved) << "it is another department's now";
    auto now = all({.tab = IncidentTab::fresh});
    ASSERT_EQ(now.size(), 1u);
    EXPECT_EQ(now.at(0).name, "FEES-1");
    EXPECT_TRUE(sees(clerk, now.at(0).id));
    EXPECT_FALSE(sees(other, now.at(0).id));
    auto to_clerk = detail_of(now.at(0).id, clerk);
    EXPECT_EQ(to_clerk.primary.action, PrimaryAction::acknowledge);
    EXPECT_EQ(to_clerk.next_step.value().find("cannot be opened"), std::string::npos) << "no folders to clerks";
}
} // namespace
} // namespace incidents
