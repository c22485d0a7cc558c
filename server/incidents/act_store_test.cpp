#include "server/incidents/detail_store.hpp"
#include "server/incidents/open_store.hpp"
#include "server/incidents/test_incidents.hpp"

namespace incidents
{
namespace
{
struct IncidentActs : IncidentTest {
    std::int64_t opened(std::int64_t rows = 3)
    {
        comes(bad(rows));
        return only().id;
    }
    IncidentState state_of(std::int64_t id) { return incident(id).state; }
    Result<void> put_away(std::int64_t id, const SnoozeWish& wish)
    {
        return act([&](db::Session& db) { return snooze(db, moderator, id, wish); });
    }
};
ON_BOTH_ENGINES(IncidentActs);

TEST_P(IncidentActs, who_takes_it_has_it)
{
    auto id = opened();
    ASSERT_TRUE(act([&](db::Session& db) { return acknowledge(db, moderator, id); }));
    EXPECT_EQ(state_of(id), IncidentState::acknowledged);
    EXPECT_EQ(incident(id).owner->id, moderator.id);
    EXPECT_EQ(act([&](db::Session& db) { return acknowledge(db, moderator, id); }).error().why, Why::conflict);
    EXPECT_TRUE(all({.tab = IncidentTab::fresh}).empty());
    EXPECT_EQ(all({.tab = IncidentTab::being_handled}).size(), 1u);
}

TEST_P(IncidentActs, it_is_given_only_to_somebody_who_sees_it)
{
    auto id = opened();
    auto stranger = transact([](db::Session& db) {
        return users::insert(db, {"no@north.test", "Noa", users::Role::user, "x", {}, false}).value();
    });
    auto give = [&](std::optional<std::int64_t> to) {
        return act([&](db::Session& db) { return assign(db, moderator, id, to); });
    };
    EXPECT_EQ(give(stranger.id).error().why, Why::invalid);
    EXPECT_EQ(give(9999).error().why, Why::invalid);
    EXPECT_TRUE(give(clerk.id));
    EXPECT_EQ(incident(id).owner->name, clerk.name);
    EXPECT_TRUE(give({}));
    EXPECT_FALSE(incident(id).owner);
}

TEST_P(IncidentActs, what_is_out_of_scope_is_not_there)
{
    auto id = opened();
    auto stranger = clerk;
    stranger.departments.clear();
    EXPECT_EQ(act([&](db::Session& db) { return comment_on(db, stranger, id, "?"); }).error().why, Why::not_found);
    database().read([&](db::Session& db) {
        EXPECT_FALSE(find(db, stranger, id));
        EXPECT_FALSE(find_detail(db, stranger, id));
        EXPECT_FALSE(find_ref(db, stranger, id));
    });
}

TEST_P(IncidentActs, put_away_until_it_gets_worse)
{
    auto id = opened(10);
    ASSERT_TRUE(put_away(id, {}));
    EXPECT_EQ(incident(id).snoozed_words, "until it gets worse");
    comes(bad(20)); // twice, and not more
    EXPECT_EQ(state_of(id), IncidentState::snoozed);
    comes(bad(21));
    EXPECT_EQ(state_of(id), IncidentState::fresh);
    EXPECT_EQ(incident(id).came_back_words, "It got worse: 21 rows now, 10 rows at most before.");
}

TEST_P(IncidentActs, a_few_rows_more_are_not_worse)
{
    auto id = opened(1);
    ASSERT_TRUE(put_away(id, {}));
    comes(bad(10)); // ten times as many, and only nine more
    EXPECT_EQ(state_of(id), IncidentState::snoozed);
    auto held = bad(1);
    held.verdict = engine::Verdict::hold;
    held.reasons = {{"bad_rows", "Too many.", true}};
    comes(held);
    EXPECT_EQ(state_of(id), IncidentState::fresh) << "it blocks the publication now";
}

TEST_P(IncidentActs, put_away_for_files_and_until_a_day)
{
    auto id = opened();
    ASSERT_TRUE(put_away(id, {.next_files = 2}));
    comes(bad());
    EXPECT_EQ(state_of(id), IncidentState::snoozed);
    comes(bad());
    EXPECT_EQ(state_of(id), IncidentState::fresh);
    EXPECT_FALSE(put_away(id, {.until = "yesterday"}));
    EXPECT_FALSE(put_away(id, {.until = "2020-01-01T00:00:00.000Z"}));
    EXPECT_FALSE(put_away(id, {.until_worse = true, .next_files = 1}));
    ASSERT_TRUE(put_away(id, {.until = "2999-01-01T00:00:00.000Z"}));
    read();
    EXPECT_EQ(state_of(id), IncidentState::snoozed);
    transact([](db::Session& db) { db.exec("UPDATE incident_snoozes SET until = '2020-01-01T00:00:00.000Z'"); });
    read();
    EXPECT_EQ(state_of(id), IncidentState::fresh);
}

TEST_P(IncidentActs, undo_is_as_if_it_had_not_been_resolved)
{
    auto id = opened();
    ASSERT_TRUE(act([&](db::Session& db) { return wait(db, moderator, id, "Please look."); }));
    ASSERT_TRUE(resolve_it(id));
    EXPECT_EQ(resolve_it(id).error().why, Why::conflict);
    ASSERT_TRUE(act([&](db::Session& db) { return undo_resolve(db, moderator, id); }));
    auto one = incident(id);
    EXPECT_EQ(one.state, IncidentState::waiting);
    EXPECT_EQ(one.reopened, 0);
    auto periods = database().read([&](db::Session& db) { return periods_of(db, id); });
    ASSERT_EQ(periods.size(), 1u);
    EXPECT_FALSE(periods[0].closed_at);
    EXPECT_EQ(act([&](db::Session& db) { return undo_resolve(db, moderator, id); }).error().why, Why::conflict);
}

TEST_P(IncidentActs, opened_again_by_hand_is_another_period)
{
    auto id = opened();
    ASSERT_TRUE(resolve_it(id));
    ASSERT_TRUE(act([&](db::Session& db) { return reopen(db, moderator, id, {}); }));
    EXPECT_EQ(incident(id).reopened, 1);
    EXPECT_EQ(database().read([&](db::Session& db) { return periods_of(db, id).size(); }), 2u);
}

TEST_P(IncidentActs, causes_that_only_files_give_are_refused)
{
    auto id = opened();
    EXPECT_EQ(resolve_it(id, Cause::arrived_well).error().why, Why::invalid);
    EXPECT_EQ(resolve_it(id, Cause::repaired).error().why, Why::invalid);
    EXPECT_EQ(state_of(id), IncidentState::fresh);
}

TEST_P(IncidentActs, merged_keys_carry_what_comes_later_and_unmerging_restores)
{
    comes(with_cards({card(1), card(2, "enum"), card(3, "range")}));
    auto found = all();
    ASSERT_EQ(found.size(), 3u);
    auto a = found[0].id, b = found[1].id, c = found[2].id;
    auto join = [&](std::int64_t into, std::int64_t one) {
        return act([&](db::Session& db) { return merge(db, moderator, into, {one}); });
    };
    ASSERT_TRUE(join(b, c));
    ASSERT_TRUE(join(a, b));
    EXPECT_EQ(only().occurrences, 3);
    EXPECT_EQ(resolve_it(c).error().why, Why::conflict) << "work on the one that it belongs to";
    comes(with_cards({card(5, "enum"), card(7, "range")}));
    EXPECT_EQ(only().occurrences, 5);
    ASSERT_TRUE(act([&](db::Session& db) { return unmerge(db, moderator, a, b); }));
    EXPECT_EQ(incident(a).occurrences, 1);
    EXPECT_EQ(incident(b).occurrences, 4) << "with what was merged into it before, and what came since";
    ASSERT_TRUE(act([&](db::Session& db) { return unmerge(db, moderator, b, c); }));
    EXPECT_EQ(incident(b).occurrences, 2);
    EXPECT_EQ(incident(c).occurrences, 2);
    comes(with_cards({card(1, "range")}));
    EXPECT_EQ(incident(c).occurrences, 3);
    EXPECT_EQ(act([&](db::Session& db) { return unmerge(db, moderator, a, c); }).error().why, Why::conflict);
    EXPECT_EQ(join(a, a).error().why, Why::conflict);
}

TEST_P(IncidentActs, what_a_person_wrote_stays_theirs_through_a_merge)
{
    auto by_hand = transact([&](db::Session& db) {
                       return open_by_hand(db, moderator, {feed.department.id, feed.id, "Look into the fees"});
                   }).value();
    comes(bad(2));
    auto rows = all().back().id == by_hand ? all().front().id : all().back().id;
    ASSERT_TRUE(act([&](db::Session& db) { return merge(db, moderator, by_hand, {rows}); }));
    comes(bad(6));
    EXPECT_EQ(incident(by_hand).title, "Look into the fees");
    EXPECT_EQ(incident(by_hand).rows, 6);
    ASSERT_TRUE(act([&](db::Session& db) { return unmerge(db, moderator, by_hand, rows); }));
    EXPECT_EQ(incident(by_hand).title, "Look into the fees");
    EXPECT_EQ(incident(by_hand).rows, 0);
    EXPECT_EQ(incident(rows).rows, 6);
}

TEST_P(IncidentActs, what_came_back_while_it_was_merged_is_open_when_it_is_taken_out)
{
    auto id = opened();
    ASSERT_TRUE(resolve_it(id));
    auto by_hand = transact([&](db::Session& db) {
                       return open_by_hand(db, moderator, {feed.department.id, feed.id, "Look into the fees"});
                   }).value();
    ASSERT_TRUE(act([&](db::Session& db) { return merge(db, moderator, by_hand, {id}); }));
    comes(bad(6));
    ASSERT_TRUE(act([&](db::Session& db) { return unmerge(db, moderator, by_hand, id); }));
    EXPECT_EQ(state_of(id), IncidentState::fresh);
    EXPECT_EQ(state_of(by_hand), IncidentState::fresh);
}

TEST_P(IncidentActs, a_file_counts_once_however_often_it_is_told_of_and_run)
{
    auto id = opened();
    ASSERT_TRUE(put_away(id, {.next_files = 3}));
    auto first = comes(bad());
    for (int i = 0; i < 3; ++i) {
        transact([&](db::Session& db) { runs::announce(db, deaf, first.id); });
        read();
    }
    ASSERT_TRUE(transact([&](db::Session& db) { return runs::run_again(db, moderator, first.id, "t"); }));
    ends(bad());
    read();
    EXPECT_EQ(state_of(id), IncidentState::snoozed);
    comes(bad());
    EXPECT_EQ(state_of(id), IncidentState::snoozed);
    comes(bad());
    EXPECT_EQ(state_of(id), IncidentState::fresh);
}

TEST_P(IncidentActs, the_list_finds_by_name_run_and_owner)
{
    auto id = opened();
    auto one = incident(id);
    auto ids = [&](IncidentFilter filter) {
        filter.tab = IncidentTab::all;
        return all(filter).size();
    };
    EXPECT_EQ(ids({.search = "fees-1"}), 1u);
    EXPECT_EQ(ids({.search = "amount"}), 1u);
    EXPECT_EQ(ids({.search = "nothing"}), 0u);
    EXPECT_EQ(ids({.run_id = one.latest_run_id}), 1u);
    EXPECT_EQ(ids({.run_id = 9999}), 0u);
    EXPECT_EQ(ids({.owner_id = moderator.id}), 0u);
    EXPECT_EQ(ids({.severity = IncidentSeverity::low}), 1u);
    for (const char* ordering : {"last_seen_at", "-first_seen_at", "-severity", "-rows", "number"})
        database().read([&](db::Session& db) {
            EXPECT_TRUE(list(db, moderator, {.tab = IncidentTab::all}, {50, {}, ordering})) << ordering;
        });
}

TEST_P(IncidentActs, tabs_count_what_they_list)
{
    comes(with_cards({card(1), card(2, "enum"), card(3, "range"), card(4, "pattern")}));
    auto found = all();
    ASSERT_TRUE(act([&](db::Session& db) { return acknowledge(db, moderator, found[0].id); }));
    ASSERT_TRUE(act([&](db::Session& db) { return wait(db, moderator, found[1].id, {}); }));
    ASSERT_TRUE(put_away(found[2].id, {}));
    for (const auto* who : {&moderator, &clerk})
        database().read([&](db::Session& db) {
            for (const auto& tab : counts(db, *who, {}).results)
                EXPECT_EQ(list(db, *who, {.tab = tab.tab}, {}).value().count, tab.count) << json::enum_text(tab.tab);
        });
    database().read([&](db::Session& db) {
        EXPECT_EQ(counts(db, moderator, {}).results[0].count, 2) << "what nobody has, and what is theirs";
        EXPECT_EQ(counts(db, clerk, {}).results[0].count, 1) << "what waits for their department";
    });
}

TEST_P(IncidentActs, a_looker_gets_neither_samples_nor_evidence)
{
    auto prepared = bad(1);
    engine::Finding finding;
    finding.rule = "required";
    finding.column = "amount";
    finding.value = "Ada";
    finding.message = "“Ada” is no amount.";
    prepared.findings = {finding};
    comes(prepared);
    auto one = only();
    auto looker = clerk;
    looker.departments[0].may_send = false;
    auto sample = [&](const users::User& who) {
        return database().read([&](db::Session& db) {
            auto page = list_occurrences(db, who, one, {}).value();
            return json::serialize(json::encode(page.results.at(0).sample));
        });
    };
    EXPECT_NE(sample(clerk).find("Ada"), std::string::npos);
    transact([&](db::Session& db) {
        db.exec("UPDATE contracts SET text = $1", std::string(runs::test_contract)
                                                      .replace(std::string(runs::test_contract).find("type: number"),
                                                               12, "type: number, personal: true"));
    });
    EXPECT_EQ(sample(looker).find("Ada"), std::string::npos);
    database().read([&](db::Session& db) {
        auto detail = find_detail(db, looker, one.id).value();
        EXPECT_FALSE(detail.evidence);
        EXPECT_FALSE(detail.may.work.allowed);
        EXPECT_FALSE(detail.may.comment.allowed);
    });
}
} // namespace
} // namespace incidents
