#include "server/db/on_both_engines.hpp"
#include "server/departments/department_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/users/user_store.hpp"

namespace feeds
{
namespace
{
const auto everything = users::Scope::everything();

std::string contract(const std::string& feed, const std::string& department = "fees", const std::string& more = "")
{
    return "feed: " + feed + "\ntitle: Fees, weekly\ndepartment: " + department +
           "\ndelivery: period\nperiod: week\nmatch: {filename: \"fees*.csv\"}\nschema:\n  fields:\n"
           "    - {name: student_id, title: Student, type: string, personal: true, protected: true, "
           "constraints: {required: true}}\n    - {name: amount, type: number}\n" +
           more;
}

struct FeedStore : db::OnBothEngines {
    void SetUp() override
    {
        OnBothEngines::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        transact([&](db::Session& db) {
            fees = departments::insert(db, {"fees", "Fees"}).value().id;
            library = departments::insert(db, {"library", "Library"}).value().id;
            author = users::insert(db, {"maya@north.test", "Maya Okafor", users::Role::moderator, "x", {}, false})
                         .value()
                         .id;
        });
    }
    Result<FeedRules> make(const std::string& text)
    {
        return transact([&](db::Session& db) { return insert(db, {text, "first"}, author); });
    }
    std::int64_t fees = 0, library = 0, author = 0;
};
ON_BOTH_ENGINES(FeedStore);

TEST_P(FeedStore, a_feed_is_made_of_its_file_rules)
{
    auto made = make(contract("fees-weekly")).value();
    EXPECT_EQ(made.key, "fees-weekly");
    EXPECT_EQ(made.department.id, fees);
    EXPECT_EQ(made.period, engine::Period::week);
    EXPECT_EQ(made.match_filename, "fees*.csv");
    database().read([&](db::Session& db) {
        auto detail = find(db, everything, made.id).value();
        EXPECT_EQ(detail.contract_version, 1);
        ASSERT_EQ(detail.fields.size(), 2U);
        EXPECT_TRUE(detail.fields[0].personal && detail.fields[0].is_protected && detail.fields[0].required);
        EXPECT_EQ(detail.versions.at(0).created_by.value().name, "Maya Okafor");
        EXPECT_TRUE(detail.current_period);
        EXPECT_FALSE(detail.last_run || detail.last_report || detail.last_upload_at);
        EXPECT_EQ(find_rules(db, everything, "fees-weekly").value().id, made.id);
    });
}

TEST_P(FeedStore, a_new_version_becomes_the_live_one_and_the_old_one_stays_readable)
{
    auto made = make(contract("fees-weekly")).value();
    auto changed = contract("fees-weekly", "fees", "limits: {bad_rows: 9%}\n");
    auto after = transact([&](db::Session& db) { return add_version(db, everything, made.id, {changed, {}}, author); });
    EXPECT_EQ(after.value().contract_version, 2);
    database().read([&](db::Session& db) {
        auto versions = find(db, everything, made.id).value().versions;
        ASSERT_EQ(versions.size(), 2U);
        EXPECT_EQ(versions[0].version, 2);
        EXPECT_EQ(versions[0].state, ContractState::live);
        EXPECT_EQ(versions[1].state, ContractState::retired);
        EXPECT_EQ(find_contract(db, everything, made.id, 1).value().text, contract("fees-weekly"));
        EXPECT_EQ(find_contract(db, everything, made.id, 2).value().text, changed);
        EXPECT_FALSE(find_contract(db, everything, made.id, 3));
    });
}

TEST_P(FeedStore, rules_with_errors_are_refused_at_their_place)
{
    EXPECT_THROW(make("feed: x\n"), engine::ContractErrors);
    try {
        make(contract("fees-weekly", "nobody"));
        FAIL();
    } catch (const engine::ContractErrors& errors) {
        ASSERT_EQ(errors.errors().size(), 1U);
        EXPECT_EQ(errors.errors()[0].pointer, "/department");
        EXPECT_EQ(errors.errors()[0].line, 3);
    }
    auto made = make(contract("fees-weekly")).value();
    for (const auto& text : {contract("other"), contract("fees-weekly", "library")})
        EXPECT_THROW(
            transact([&](db::Session& db) { return add_version(db, everything, made.id, {text, {}}, author); }),
            engine::ContractErrors);
}

TEST_P(FeedStore, a_key_is_taken_once)
{
    make(contract("fees-weekly")).value();
    EXPECT_EQ(make(contract("fees-weekly")).error().why, Why::conflict);
}

TEST_P(FeedStore, a_person_sees_feeds_of_the_own_departments_only)
{
    auto made = make(contract("fees-weekly")).value();
    make(contract("loans", "library")).value();
    auto own = users::Scope::of({library});
    database().read([&](db::Session& db) {
        EXPECT_EQ(list(db, own, {}, {}).value().count, 1);
        EXPECT_FALSE(find(db, own, made.id));
        EXPECT_FALSE(find_rules(db, own, "fees-weekly"));
        EXPECT_FALSE(find_contract(db, own, made.id, 1));
        EXPECT_EQ(all_rules(db, own).size(), 1U);
        EXPECT_EQ(list(db, everything, {fees, {}}, {}).value().count, 1);
        EXPECT_EQ(list(db, everything, {{}, "LOAN"}, {}).value().count, 1);
    });
    auto refused =
        transact([&](db::Session& db) { return add_version(db, own, made.id, {contract("fees-weekly"), {}}, author); });
    EXPECT_EQ(refused.error().why, Why::not_found);
}
} // namespace
} // namespace feeds
