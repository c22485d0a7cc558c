// Codes, limits, second factors and what an admin changes, on both engines.
#include "base/clock.hpp"
#include "server/db/on_both_engines.hpp"
#include "server/departments/department_store.hpp"
#include "server/users/code_store.hpp"
#include "server/users/limit_store.hpp"
#include "server/users/login_store.hpp"
#include "server/users/person_store.hpp"
#include "server/users/retention_store.hpp"
#include "server/users/second_factor_store.hpp"
#include "server/users/token_store.hpp"
#include "server/users/totp.hpp"
#include <atomic>
#include <thread>

namespace users
{
namespace
{
struct AccountStore : db::OnBothEngines {
    SealingKeys keys = SealingKeys::from_lines(SealingKeys::new_line());

    User person(const std::string& email, Role role = Role::user, bool verified = true)
    {
        NewUser fresh{email, "Ben Ito", role, "hash", {}, false, verified};
        return transact([&](db::Session& db) { return insert(db, fresh); }).value();
    }
    std::string code_for(std::int64_t user, CodePurpose purpose = CodePurpose::password_reset)
    {
        return transact([&](db::Session& db) { return issue_code(db, user, purpose); });
    }
    std::optional<std::int64_t> use(const std::string& code, CodePurpose purpose = CodePurpose::password_reset)
    {
        return transact([&](db::Session& db) { return use_code(db, code, purpose); });
    }
    // How many of 16 threads `one` lets through.
    template <class One> int winners(One one)
    {
        std::atomic<int> won = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 16; ++i) threads.emplace_back([&] { won += one() ? 1 : 0; });
        }
        return won;
    }
};
ON_BOTH_ENGINES(AccountStore);

TEST_P(AccountStore, A5_a_code_works_once_for_its_purpose_until_it_expires_and_is_not_stored)
{
    auto ben = person("ben@north.test");
    auto code = code_for(ben.id);
    EXPECT_GE(code.size(), 43u); // 256 bits
    EXPECT_EQ(database().read([&](db::Session& db) {
        return db.value<int>("SELECT COUNT(*) FROM account_codes WHERE sha256 LIKE '%' || $1 || '%'", code);
    }),
              0);
    EXPECT_FALSE(use(code, CodePurpose::invitation));
    EXPECT_EQ(use(code), ben.id);
    EXPECT_FALSE(use(code));
    EXPECT_FALSE(use("made up"));
    code = code_for(ben.id);
    transact([](db::Session& db) { db.exec("UPDATE account_codes SET expires_at = '2020-01-01T00:00:00.000Z'"); });
    EXPECT_FALSE(use(code));
    auto first = code_for(ben.id);
    auto second = code_for(ben.id);
    EXPECT_FALSE(use(first)); // a newer one ends it
    transact([](db::Session& db) { db.exec("UPDATE users SET disabled_at = $1", db.now()); });
    EXPECT_FALSE(use(second));
}

TEST_P(AccountStore, A5_of_many_parallel_uses_of_a_code_one_wins)
{
    auto ben = person("ben@north.test");
    for (int round = 0; round < 50; ++round) {
        auto code = code_for(ben.id);
        EXPECT_EQ(winners([&] { return use(code).has_value(); }), 1);
    }
}

TEST_P(AccountStore, A4_tries_are_counted_together_however_parallel_they_come)
{
    Limit limit{"test", 5, std::chrono::minutes(15)};
    auto allowed = winners(
        [&] { return transact([&](db::Session& db) { return count_try(db, limit, "10.0.0.1"); }).count() == 0; });
    EXPECT_EQ(allowed, 5);
    transact([&](db::Session& db) {
        EXPECT_GT(wait_for(db, limit, "10.0.0.1").count(), 0);
        EXPECT_LE(wait_for(db, limit, "10.0.0.1").count(), 15 * 60);
        EXPECT_EQ(wait_for(db, limit, "10.0.0.2").count(), 0);
        db.exec("UPDATE rate_limits SET until = '2020-01-01T00:00:00.000Z'");
        EXPECT_EQ(count_try(db, limit, "10.0.0.1").count(), 0);
    });
}

TEST_P(AccountStore, A4_a_sign_in_counts_as_failed_until_it_succeeds)
{
    auto taken = [&] {
        return transact([&](db::Session& db) { return take_sign_in(db, "ben@north.test", "10.0.0.1"); }).count();
    };
    for (int i = 0; i < 5; ++i) EXPECT_EQ(taken(), 0);
    EXPECT_GT(taken(), 0);
    transact([&](db::Session& db) { forget_failed_sign_ins(db, "ben@north.test", "10.0.0.1"); });
    EXPECT_EQ(taken(), 0);
}

TEST_P(AccountStore, A13_a_second_factor_is_turned_on_by_a_code_and_no_code_counts_twice)
{
    auto ben = person("ben@north.test");
    auto secret = transact([&](db::Session& db) { return begin_second_factor(db, keys, ben.id); }).value();
    auto now = [&] {
        auto text = database().read([](db::Session& db) { return db.now(); });
        return std::chrono::duration_cast<std::chrono::seconds>(parse_utc(text).time_since_epoch()).count();
    };
    auto stored =
        database().read([](db::Session& db) { return db.value<std::string>("SELECT totp_secret FROM users"); });
    EXPECT_EQ(stored.find(secret), std::string::npos);
    auto wrong = transact([&](db::Session& db) { return confirm_second_factor(db, keys, ben.id, "000000x"); });
    EXPECT_EQ(wrong.error().why, Why::invalid);
    auto code = totp_code(secret, totp_step(now()));
    auto recovery = transact([&](db::Session& db) { return confirm_second_factor(db, keys, ben.id, code); }).value();
    ASSERT_EQ(recovery.size(), 10u);
    auto fits = [&](const std::string& given) {
        return transact([&](db::Session& db) { return use_second_factor(db, keys, ben.id, given); });
    };
    EXPECT_FALSE(fits(code)); // the code that turned it on
    auto next = totp_code(secret, totp_step(now()) + 1);
    EXPECT_EQ(winners([&] { return fits(next); }), 1);
    EXPECT_EQ(winners([&] { return fits(recovery[0]); }), 1);
    EXPECT_FALSE(fits(""));
    EXPECT_TRUE(fits(recovery[1].substr(0, 4) + " " + recovery[1].substr(5))); // as people type
    EXPECT_EQ(transact([&](db::Session& db) { return recovery_codes_left(db, ben.id); }), 8);
    EXPECT_TRUE(database().read([&](db::Session& db) { return find(db, ben.id); })->second_factor);
    EXPECT_EQ(transact([&](db::Session& db) { return begin_second_factor(db, keys, ben.id); }).error().why,
              Why::conflict);
    transact([&](db::Session& db) { remove_second_factor(db, ben.id); });
    EXPECT_FALSE(fits(recovery[2]));
}

TEST_P(AccountStore, the_last_admin_stays_admin_however_they_try)
{
    auto one = person("one@north.test", Role::admin), other = person("other@north.test", Role::admin);
    person("invited@north.test", Role::admin, false); // has not proven the address yet
    PersonChange demoted{"Ben Ito", Role::user, {}};
    std::atomic<int> done = 0;
    {
        std::jthread first([&] {
            done += transact([&](db::Session& db) { return change(db, one.id, demoted); }).has_value() ? 1 : 0;
        });
        std::jthread second(
            [&] { done += transact([&](db::Session& db) { return disable(db, other.id); }).has_value() ? 1 : 0; });
    }
    EXPECT_EQ(done, 1);
    for (auto id : {one.id, other.id}) {
        transact([&](db::Session& db) { return disable(db, id); });
        transact([&](db::Session& db) { return change(db, id, demoted); });
    }
    EXPECT_EQ(database().read([](db::Session& db) {
        return db.value<int>("SELECT COUNT(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL AND "
                             "email_verified_at IS NOT NULL");
    }),
              1);
}

TEST_P(AccountStore, a_change_sets_role_and_departments_and_unknown_departments_are_refused)
{
    auto ben = person("ben@north.test");
    auto fees = transact([](db::Session& db) { return departments::insert(db, {"fees", "Fees"}); }).value().id;
    auto changed = transact([&](db::Session& db) {
                       return change(db, ben.id, {"Ben", Role::user, {{fees, true}, {fees, false}}});
                   }).value();
    ASSERT_EQ(changed.departments.size(), 1u);
    EXPECT_FALSE(changed.departments[0].may_send);
    auto refused = transact([&](db::Session& db) { return change(db, ben.id, {"X", Role::user, {{999, true}}}); });
    EXPECT_EQ(refused.error().why, Why::invalid);
    auto now = database().read([&](db::Session& db) { return find(db, ben.id); }).value();
    EXPECT_EQ(now.name, "Ben"); // nothing of a refused change stays
    EXPECT_EQ(now.departments.size(), 1u);
    EXPECT_EQ(transact([&](db::Session& db) { return change(db, 999, {"X", Role::user, {}}); }).error().why,
              Why::not_found);
}

TEST_P(AccountStore, switching_an_account_off_ends_its_tokens_and_codes_and_shows_in_the_list)
{
    person("admin@north.test", Role::admin);
    auto ben = person("ben@north.test");
    auto token = transact([&](db::Session& db) { return issue_token(db, ben.id, "browser"); }).token;
    auto code = code_for(ben.id);
    EXPECT_EQ(transact([&](db::Session& db) { return disable(db, ben.id); }).value().state, UserState::disabled);
    transact([&](db::Session& db) { return enable(db, ben.id); }).value();
    EXPECT_FALSE(database().read([&](db::Session& db) { return find_token_owner(db, token); }));
    EXPECT_FALSE(use(code));
    person("maya@north.test", Role::user, false);
    auto in_state = [&](UserState state) {
        return database().read([&](db::Session& db) { return list(db, {{}, state}, {}); }).value().count;
    };
    EXPECT_EQ(in_state(UserState::active), 2);
    EXPECT_EQ(in_state(UserState::unverified), 1);
    EXPECT_EQ(in_state(UserState::disabled), 0);
    EXPECT_EQ(in_state(UserState::invited), 0);
}

TEST_P(AccountStore, P2_what_ended_long_ago_is_taken_away_and_what_lives_stays)
{
    auto ben = person("ben@north.test");
    auto token = transact([&](db::Session& db) { return issue_token(db, ben.id, "browser"); });
    auto old = transact([&](db::Session& db) { return issue_token(db, ben.id, "old"); });
    code_for(ben.id);
    auto forget = [&] { return transact([](db::Session& db) { return forget_what_ended(db); }); };
    EXPECT_EQ(forget().tokens, 0);
    transact([&](db::Session& db) {
        db.exec("UPDATE tokens SET revoked_at = '2020-01-01T00:00:00.000Z' WHERE id = $1", old.id);
        db.exec("UPDATE account_codes SET expires_at = '2020-01-01T00:00:00.000Z'");
    });
    auto gone = forget();
    EXPECT_EQ(gone.tokens, 1);
    EXPECT_EQ(gone.codes, 1);
    EXPECT_TRUE(database().read([&](db::Session& db) { return find_token_owner(db, token.token); }));
}

TEST_P(AccountStore, A6_a_script_token_keeps_its_scopes_and_can_be_ended_by_its_owner_only)
{
    auto ben = person("ben@north.test"), maya = person("maya@north.test");
    auto issued = transact([&](db::Session& db) {
        return issue_script_token(db, ben.id, "nightly", {http::may::upload}, std::chrono::hours(24));
    });
    auto owner = database().read([&](db::Session& db) { return find_token_owner(db, issued.token); }).value();
    EXPECT_EQ(owner.kind, TokenKind::script);
    EXPECT_EQ(owner.scopes, std::vector{http::may::upload});
    auto listed = database().read([&](db::Session& db) { return tokens_of(db, ben.id); });
    ASSERT_EQ(listed.size(), 1u);
    EXPECT_EQ(listed[0].name, "nightly");
    EXPECT_FALSE(transact([&](db::Session& db) { return revoke_token_of(db, maya.id, issued.id); }));
    EXPECT_TRUE(transact([&](db::Session& db) { return revoke_token_of(db, ben.id, issued.id); }));
    EXPECT_FALSE(database().read([&](db::Session& db) { return find_token_owner(db, issued.token); }));
}
} // namespace
} // namespace users
