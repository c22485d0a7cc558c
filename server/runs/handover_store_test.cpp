#include "server/runs/handover_store.hpp"
#include "server/runs/test_school.hpp"

namespace runs
{
namespace
{
struct HandoverStore : SchoolTest {
    Result<Handover> ask(std::int64_t run, const users::User& who, std::int64_t to)
    {
        return transact([&](db::Session& db) { return hand_over(db, who, run, {to, "please"}); });
    }
    std::int64_t held()
    {
        send();
        return hold_next().id;
    }
    users::User person(const std::string& email, std::vector<users::MembershipOf> departments)
    {
        return transact([&](db::Session& db) {
                   return users::insert(db, {email, email, users::Role::user, "x", std::move(departments), false});
               })
            .value();
    }
};
ON_BOTH_ENGINES(HandoverStore);

TEST_P(HandoverStore, rows_go_to_a_colleague_or_to_the_data_office_and_to_one_at_a_time)
{
    auto run = held();
    auto colleague = person("ada@north.test", {{feed.department.id, true}});
    auto looker = person("lou@north.test", {{feed.department.id, false}});
    EXPECT_EQ(ask(run, clerk, colleague.id).value().to.name, "ada@north.test");
    EXPECT_EQ(ask(run, clerk, moderator.id).value().to.id, moderator.id);
    database().read([&](db::Session& db) {
        auto now = find_handover(db, run).value();
        EXPECT_EQ(now.to.id, moderator.id);
        EXPECT_EQ(now.by.value().name, "Ben Ito");
        EXPECT_EQ(now.note, "please");
        EXPECT_EQ(who_may_take(db, run, clerk.id).size(), 2U);
    });
    EXPECT_EQ(ask(run, clerk, looker.id).error().why, Why::invalid) << "may only look";
    EXPECT_EQ(ask(run, clerk, clerk.id).error().why, Why::invalid) << "oneself";
}

TEST_P(HandoverStore, whoever_may_not_correct_a_run_hands_nothing_over)
{
    auto run = held();
    auto stranger = person("sam@north.test", {});
    EXPECT_EQ(ask(run, stranger, moderator.id).error().why, Why::not_found);
    auto looker = person("lou@north.test", {{feed.department.id, false}});
    EXPECT_FALSE(ask(run, looker, moderator.id));
}
} // namespace
} // namespace runs
