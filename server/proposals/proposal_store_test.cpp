#include "server/feeds/draft_store.hpp"
#include "server/proposals/proposal_store.hpp"
#include "server/runs/test_school.hpp"
#include <gmock/gmock.h>

namespace proposals
{
namespace
{
struct ProposalStore : runs::SchoolTest {
    void SetUp() override
    {
        SchoolTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        send();
        run = hold_next().id;
        transact([&](db::Session& db) {
            other =
                users::insert(db, {"avery@north.test", "Avery Stone", users::Role::moderator, "x", {}, false}).value();
        });
        fix("12", "0012");
        fix("S7", "7");
    }
    void fix(const std::string& from, const std::string& to)
    {
        engine::Fix one;
        one.column = "student_id";
        one.from = from;
        one.to = to;
        transact([&](db::Session& db) { return runs::add_fixes(db, clerk, run, {one}); }).value();
    }
    Result<Proposal> propose(const std::string& from, const std::string& to, std::int64_t choice = 0)
    {
        NewProposal input;
        input.column = "student_id";
        input.corrections = {{from, to}};
        input.choice = choice;
        return transact([&](db::Session& db) { return insert(db, clerk, run, input); });
    }
    Result<Proposal> approved(const users::User& who, std::int64_t id)
    {
        return transact([&](db::Session& db) { return approve(db, who, id, "good"); });
    }
    std::int64_t run = 0;
    users::User other;
};
ON_BOTH_ENGINES(ProposalStore);

TEST_P(ProposalStore, a_correction_becomes_a_step_of_the_next_version)
{
    auto made = propose("S7", "7").value();
    EXPECT_EQ(made.state, ProposalState::open);
    EXPECT_EQ(made.proposed_by.value().name, "Ben Ito");
    EXPECT_EQ(made.words, "student_id: “S7” becomes “7”");
    auto done = approved(moderator, made.id).value();
    EXPECT_EQ(done.state, ProposalState::approved);
    EXPECT_EQ(done.version, 2);
    EXPECT_EQ(done.decided_by.value().name, "Maya Okafor");
    database().read([&](db::Session& db) {
        auto detail = feeds::find(db, users::Scope::everything(), feed.id).value();
        EXPECT_EQ(detail.contract_version, 2);
        EXPECT_THAT(detail.contract_text, testing::HasSubstr("do: map, column: student_id, values: {S7: \"7\"}"));
        EXPECT_THAT(detail.versions.at(0).note.value(), testing::HasSubstr("Ben Ito"));
    });
}

TEST_P(ProposalStore, eaten_zeros_can_become_a_step_for_every_value)
{
    EXPECT_EQ(propose("12", "0012", 1).value().step.kind, engine::FormStepKind::pad);
    EXPECT_EQ(propose("S7", "7", 1).error().why, Why::invalid);
}

TEST_P(ProposalStore, nobody_decides_about_what_they_proposed_and_nothing_is_decided_twice)
{
    NewProposal input;
    input.column = "student_id";
    input.corrections = {{"S7", "7"}};
    auto made = transact([&](db::Session& db) { return insert(db, moderator, run, input); }).value();
    EXPECT_EQ(approved(moderator, made.id).error().why, Why::conflict);
    EXPECT_TRUE(approved(other, made.id));
    EXPECT_EQ(approved(other, made.id).error().why, Why::conflict);
    EXPECT_EQ(transact([&](db::Session& db) { return decline(db, other, made.id, "no"); }).error().why, Why::conflict);
}

TEST_P(ProposalStore, declining_says_why_and_changes_nothing)
{
    auto made = propose("S7", "7").value();
    EXPECT_EQ(transact([&](db::Session& db) { return decline(db, moderator, made.id, ""); }).error().why, Why::invalid);
    auto done = transact([&](db::Session& db) { return decline(db, moderator, made.id, "S7 is a room"); }).value();
    EXPECT_EQ(done.state, ProposalState::declined);
    EXPECT_EQ(done.decision, "S7 is a room");
    database().read([&](db::Session& db) {
        EXPECT_EQ(feeds::find_rules(db, users::Scope::everything(), feed.id).value().contract_version, 1);
        ProposalFilter open;
        open.state = ProposalState::open;
        EXPECT_EQ(list(db, users::Scope::everything(), open, {}).value().results.size(), 0U);
    });
}

TEST_P(ProposalStore, only_corrections_of_the_run_become_a_rule_and_each_once)
{
    EXPECT_EQ(propose("S8", "8").error().why, Why::invalid);
    EXPECT_TRUE(propose("S7", "7"));
    EXPECT_EQ(propose("S7", "7").error().why, Why::conflict);
}

TEST_P(ProposalStore, other_departments_neither_see_nor_make_one)
{
    auto made = propose("S7", "7").value();
    auto stranger = clerk;
    stranger.departments.clear();
    database().read([&](db::Session& db) {
        EXPECT_FALSE(find(db, users::scope_of(stranger), made.id));
        EXPECT_TRUE(find(db, users::scope_of(clerk), made.id));
        EXPECT_EQ(offers(db, stranger, run, {"student_id", {{"S7", "7"}}}).error().why, Why::not_found);
    });
}
} // namespace
} // namespace proposals
