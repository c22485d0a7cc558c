#include "server/feeds/grant_store.hpp"
#include "server/pipeline/test_hub.hpp"
#include "tests/places.hpp"

namespace pipeline
{
namespace
{
constexpr auto roster_contract = R"(feed: roster
title: Roster
department: admissions
delivery: snapshot
schema:
  fields: [{name: student_id, type: string}, {name: address, type: string, personal: true}]
  primaryKey: student_id
publish: {formats: [csv]}
)";

constexpr auto loans_contract = R"(feed: loans
title: Loans
department: fees
delivery: snapshot
schema:
  fields: [{name: student_id, type: string}, {name: book, type: string}]
  foreignKeys: [{fields: student_id, reference: {resource: roster, fields: student_id}}]
publish: {formats: [csv]}
)";

// Fees wants to know from Admissions who is enrolled. The real engine checks and transforms.
struct GrantsTest : PipelineTest {
    void SetUp() override
    {
        PipelineTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        context_->engine = sandbox::run_engine;
        context_->engine_binary = places::batchops();
        transact([&](db::Session& db) {
            departments::insert(db, {"admissions", "Admissions"}).value();
            roster = feeds::insert(db, {roster_contract, {}}, moderator.id).value();
            loans = feeds::insert(db, {loans_contract, {}}, moderator.id).value();
        });
        feed = roster;
        send("student_id,address\nS-1,Elm Street 1\nS-2,Oak Road 2\n", "");
        worker().run_one();
        feed = loans;
    }
    runs::Run lend(const std::string& bytes = "student_id,book\nS-1,Atlas\nS-9,Novel\n")
    {
        auto sent = send(bytes, "");
        worker().run_one();
        return run(sent.id);
    }
    Result<feeds::Grant> grant(std::vector<std::string> columns)
    {
        return transact([&](db::Session& db) {
            auto owner = feeds::find(db, users::Scope::everything(), roster.id).value();
            return feeds::grant(db, owner, {loans.id, std::move(columns)}, moderator.id);
        });
    }
    feeds::FeedRules roster, loans;
};
ON_BOTH_ENGINES(GrantsTest);

TEST_P(GrantsTest, A12_a_feed_of_another_department_is_read_only_where_its_owner_granted_those_columns)
{
    auto barred = lend();
    EXPECT_EQ(barred.state, runs::RunState::failed);
    EXPECT_EQ(barred.reason.value().code, "not_granted");
    EXPECT_NE(barred.reason->message.find("Admissions"), std::string::npos);

    grant({"address"}).value();
    EXPECT_EQ(lend().reason.value().code, "not_granted");

    auto given = grant({"student_id"}).value();
    auto let_in = lend("student_id,book\nS-1,Atlas\n");
    EXPECT_EQ(let_in.state, runs::RunState::succeeded) << (let_in.reason ? let_in.reason->message : "");
    EXPECT_EQ(detail(lend().id).errors, 1) << "S-9 is not on the roster";

    transact([&](db::Session& db) { return feeds::revoke_grant(db, roster.id, given.id); }).value();
    EXPECT_EQ(lend().reason.value().code, "not_granted");
}

TEST_P(GrantsTest, A12_a_transform_sees_the_granted_columns_only)
{
    auto with = [&](const char* select) {
        transact([&](db::Session& db) {
            loans = feeds::add_version(db, users::Scope::everything(), loans.id,
                                       {std::string(loans_contract) + "transform: " + select + "\n", {}}, moderator.id)
                        .value();
            feed = loans;
        });
        return lend("student_id,book\nS-1,Atlas\n");
    };
    grant({"student_id"}).value();
    EXPECT_EQ(with("select l.book, r.student_id from data l join roster r using (student_id)").state,
              runs::RunState::succeeded);
    auto peeking = with("select l.book, r.address from data l join roster r using (student_id)");
    EXPECT_EQ(peeking.state, runs::RunState::failed);
    EXPECT_EQ(peeking.reason.value().code, "bad_contract");
    grant({"student_id", "address"}).value();
    EXPECT_EQ(with("select l.book, r.address from data l join roster r using (student_id)").state,
              runs::RunState::succeeded);
}

TEST_P(GrantsTest, A12_feeds_of_one_department_need_no_grant_and_a_grant_names_columns_that_are_there)
{
    EXPECT_EQ(grant({}).error().why, Why::invalid);
    EXPECT_EQ(grant({"shoe_size"}).error().why, Why::invalid);
    auto readable = [&](std::int64_t reader, const char* key) {
        return database().read([&](db::Session& db) { return feeds::readable(db, reader, key); });
    };
    EXPECT_TRUE(readable(loans.id, "fees").everything);
    EXPECT_FALSE(readable(loans.id, "roster").everything);
    EXPECT_TRUE(readable(loans.id, "roster").columns.empty());
    auto wanted = database().read([&](db::Session& db) { return feeds::grants_of(db, roster.id).wanted; });
    ASSERT_EQ(wanted.size(), 1U);
    EXPECT_EQ(wanted[0].reader.key, "loans");
}
} // namespace
} // namespace pipeline
