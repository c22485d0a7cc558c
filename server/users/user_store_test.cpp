#include "server/db/on_both_engines.hpp"
#include "server/departments/department_store.hpp"
#include "server/users/login_store.hpp"
#include "server/users/token_store.hpp"
#include "server/users/user_store.hpp"

namespace users
{
namespace
{
struct UserStore : db::OnBothEngines {
    User person(const std::string& email, Role role = Role::user, std::vector<MembershipOf> departments = {})
    {
        return transact([&](db::Session& db) {
                   return insert(db, {email, "Ben Ito", role, "hash", std::move(departments), false});
               })
            .value();
    }
    std::optional<TokenOwner> owner(const std::string& token)
    {
        return database().read([&](db::Session& db) { return find_token_owner(db, token); });
    }
    IssuedToken token_for(std::int64_t user)
    {
        return transact([&](db::Session& db) { return issue_token(db, user, "browser"); });
    }
};
ON_BOTH_ENGINES(UserStore);

TEST_P(UserStore, a_person_is_found_by_address_in_any_case_with_the_departments)
{
    auto fees = transact([](db::Session& db) { return departments::insert(db, {"fees", "Fees"}); }).value().id;
    auto made = person("Ben.Ito@North.test", Role::user, {{fees, true}});
    auto found = database().read([](db::Session& db) { return find_by_email(db, "BEN.ito@north.TEST"); }).value();
    EXPECT_EQ(found.id, made.id);
    EXPECT_EQ(found.email, "ben.ito@north.test");
    ASSERT_EQ(found.departments.size(), 1U);
    EXPECT_EQ(found.departments[0].department.key, "fees");
    EXPECT_TRUE(found.departments[0].may_send);
    auto again = transact(
        [](db::Session& db) { return insert(db, {"ben.ito@north.test", "Other", Role::user, "x", {}, false}); });
    EXPECT_EQ(again.error().why, Why::conflict);
}

TEST_P(UserStore, people_are_searched_by_name_and_address)
{
    person("ben@north.test");
    person("maya@north.test", Role::moderator);
    database().read([](db::Session& db) {
        EXPECT_EQ(list(db, {"MAYA", {}}, {}).value().count, 1);
        EXPECT_EQ(list(db, {"ito", {}}, {}).value().count, 2);
        EXPECT_EQ(list(db, {}, {}).value().count, 2);
        EXPECT_EQ(names_of(db, {Role::moderator}), "Ben Ito");
        EXPECT_EQ(names_of(db, {Role::admin}), "");
    });
}

TEST_P(UserStore, A6_a_token_names_its_owner_and_is_not_stored)
{
    auto ben = person("ben@north.test");
    auto issued = token_for(ben.id);
    EXPECT_EQ(issued.token.substr(0, 4), "bop_");
    EXPECT_EQ(owner(issued.token).value().user.id, ben.id);
    EXPECT_EQ(owner(issued.token).value().token_id, issued.id);
    EXPECT_FALSE(owner(issued.token).value().stale);
    EXPECT_FALSE(owner(issued.token + "x"));
    EXPECT_FALSE(owner(""));
    EXPECT_EQ(database().read([&](db::Session& db) {
        return db.value<int>("SELECT COUNT(*) FROM tokens WHERE sha256 LIKE '%' || $1 || '%' OR name LIKE $1",
                             issued.token);
    }),
              0);
}

TEST_P(UserStore, A6_a_token_ends_by_age_by_disuse_by_revocation_and_with_its_owner)
{
    auto ben = person("ben@north.test");
    auto past = "2020-01-01T00:00:00.000Z";
    auto issued = token_for(ben.id);
    auto change = [&](auto sql) { transact([&](db::Session& db) { db.exec(sql, past); }); };
    change(db::Sql("UPDATE tokens SET last_used_at = $1"));
    EXPECT_TRUE(owner(issued.token).value().stale);
    transact([&](db::Session& db) { touch_token(db, issued.id); });
    EXPECT_FALSE(owner(issued.token).value().stale);
    change(db::Sql("UPDATE tokens SET idle_until = $1"));
    EXPECT_FALSE(owner(issued.token));
    issued = token_for(ben.id);
    change(db::Sql("UPDATE tokens SET expires_at = $1"));
    EXPECT_FALSE(owner(issued.token));
    issued = token_for(ben.id);
    auto kept = token_for(ben.id);
    transact([&](db::Session& db) { revoke_tokens_of(db, ben.id, kept.id); });
    EXPECT_FALSE(owner(issued.token));
    EXPECT_TRUE(owner(kept.token));
    change(db::Sql("UPDATE users SET disabled_at = $1"));
    EXPECT_FALSE(owner(kept.token));
}

TEST_P(UserStore, A6_a_role_taken_away_is_gone_at_the_next_request)
{
    auto ben = person("ben@north.test", Role::admin);
    auto issued = token_for(ben.id);
    transact([&](db::Session& db) { db.exec("UPDATE users SET role = 'user'"); });
    EXPECT_EQ(owner(issued.token).value().user.role, Role::user);
}

TEST_P(UserStore, A4_five_failures_make_an_address_wait_and_nobody_else)
{
    auto wait = [&](auto email, auto address) {
        return database().read([&](db::Session& db) { return sign_in_wait(db, email, address).count(); });
    };
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(wait("ben@north.test", "10.0.0.1"), 0);
        transact([](db::Session& db) { note_failed_sign_in(db, "Ben@north.test", "10.0.0.1"); });
    }
    EXPECT_GT(wait("ben@north.test", "10.0.0.1"), 0);
    EXPECT_EQ(wait("ben@north.test", "10.0.0.2"), 0);
    EXPECT_EQ(wait("maya@north.test", "10.0.0.1"), 0);
    auto first = wait("ben@north.test", "10.0.0.1");
    transact([](db::Session& db) { note_failed_sign_in(db, "ben@north.test", "10.0.0.1"); });
    EXPECT_GT(wait("ben@north.test", "10.0.0.1"), first);
    transact([](db::Session& db) { db.exec("UPDATE login_attempts SET last_failed_at = '2020-01-01T00:00:00.000Z'"); });
    EXPECT_EQ(wait("ben@north.test", "10.0.0.1"), 0);
    transact([](db::Session& db) { note_failed_sign_in(db, "ben@north.test", "10.0.0.1"); });
    EXPECT_EQ(wait("ben@north.test", "10.0.0.1"), 0); // counted anew
}

TEST_P(UserStore, A4_a_guesser_locks_out_neither_a_network_nor_an_account_where_they_are_known)
{
    auto wait = [&](const std::string& email, const std::string& network) {
        auto seconds = transact([&](db::Session& db) { return take_sign_in(db, email, network).count(); });
        transact([&](db::Session& db) { db.exec("DELETE FROM login_attempts"); });
        return seconds;
    };
    transact([](db::Session& db) {
        forget_failed_sign_ins(db, "Ben@north.test", "school"); // has signed in there
        for (int i = 0; i < 120; ++i) count_failed_sign_in(db, "nobody" + std::to_string(i) + "@x.test", "school");
    });
    EXPECT_GT(wait("maya@north.test", "school"), 0) << "a stranger to this network";
    EXPECT_EQ(wait("ben@north.test", "school"), 0);
    EXPECT_EQ(wait("maya@north.test", "home"), 0);
    transact([](db::Session& db) {
        for (int i = 0; i < 60; ++i) count_failed_sign_in(db, "BEN@north.test", "network " + std::to_string(i));
    });
    EXPECT_GT(wait("ben@north.test", "network 99"), 0) << "guessed at from everywhere";
    EXPECT_EQ(wait("ben@north.test", "school"), 0) << "where Ben is known";
    EXPECT_EQ(wait("maya@north.test", "network 99"), 0);
}
} // namespace
} // namespace users
