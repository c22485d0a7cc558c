#include "server/incidents/attempt_store.hpp"
#include "server/incidents/open_store.hpp"
#include "server/incidents/shipped.hpp"
#include "server/incidents/test_incidents.hpp"

namespace incidents
{
namespace
{
struct Incidents : IncidentTest {
};
ON_BOTH_ENGINES(Incidents);

TEST_P(Incidents, the_same_cause_week_after_week_is_one)
{
    for (int week = 0; week < 3; ++week) comes(bad(3 + week));
    auto one = only();
    EXPECT_EQ(one.name, "FEES-1");
    EXPECT_EQ(one.occurrences, 3);
    EXPECT_EQ(one.rows, 5);
    EXPECT_EQ(one.state, IncidentState::fresh);
    EXPECT_EQ(one.severity, IncidentSeverity::low);
    EXPECT_EQ(one.files_hit, 3);
    ASSERT_EQ(one.bars.size(), 3u);
    EXPECT_EQ(one.bars[0].rows, 3) << "the oldest first";
}

TEST_P(Incidents, other_causes_are_others_and_numbers_have_no_gaps)
{
    comes(with_cards({card(1), card(1, "enum"), card(1, "required", "student_id")}));
    auto found = all();
    ASSERT_EQ(found.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(found[i].name, "FEES-" + std::to_string(i + 1));
}

TEST_P(Incidents, an_event_that_is_read_twice_counts_once)
{
    auto ended = comes(bad());
    auto again = [&] { transact([&](db::Session& db) { runs::announce(db, deaf, ended.id); }); };
    again();
    again();
    EXPECT_GE(read(), 2);
    EXPECT_EQ(only().occurrences, 1);
}

TEST_P(Incidents, what_ends_before_the_commit_is_read_again)
{
    send();
    ends(bad());
    struct Killed {
    };
    try {
        transact([&](db::Session& db) {
            db.exec("UPDATE events SET seen_by_incidents = TRUE");
            throw Killed();
        });
    } catch (const Killed&) {
    }
    EXPECT_TRUE(all().empty());
    EXPECT_GT(read(), 0);
    EXPECT_EQ(only().occurrences, 1);
}

TEST_P(Incidents, a_later_file_without_it_closes_it_and_says_so)
{
    comes(bad());
    comes(good());
    auto one = only();
    EXPECT_EQ(one.state, IncidentState::resolved);
    EXPECT_EQ(one.resolved_by, ResolvedBy::arrival);
    EXPECT_EQ(one.cause, Cause::arrived_well);
    auto periods = database().read([&](db::Session& db) { return periods_of(db, one.id); });
    ASSERT_EQ(periods.size(), 1u);
    EXPECT_EQ(periods[0].closed_by, ResolvedBy::arrival);
}

TEST_P(Incidents, a_file_for_an_earlier_period_closes_nothing)
{
    comes_for("2026-W48", bad());
    comes_for("2026-W30", good());
    EXPECT_EQ(only().state, IncidentState::fresh) << "a gap was filled in; the rows of week 48 still wait";
    comes_for("2026-W31", bad());
    comes_for("2026-W32", good());
    EXPECT_EQ(only().state, IncidentState::fresh) << "neither does one after a gap that had it too";
    comes_for("2026-W49", good());
    EXPECT_EQ(only().state, IncidentState::resolved);
}

TEST_P(Incidents, another_feed_closes_nothing)
{
    comes(bad());
    auto other = transact([&](db::Session& db) {
        std::string text = runs::test_contract;
        text.replace(text.find("feed: fees"), 10, "feed: dues");
        return feeds::insert(db, {text, {}}, moderator.id).value();
    });
    auto mine = feed;
    feed = other;
    comes(good());
    feed = mine;
    EXPECT_EQ(only().state, IncidentState::fresh);
}

TEST_P(Incidents, it_is_back_in_a_file_that_was_sent_after_it_was_resolved)
{
    comes(bad());
    comes(good());
    comes(bad());
    auto one = only();
    EXPECT_EQ(one.state, IncidentState::fresh);
    EXPECT_EQ(one.reopened, 1);
    EXPECT_FALSE(one.resolved_at);
    auto periods = database().read([&](db::Session& db) { return periods_of(db, one.id); });
    ASSERT_EQ(periods.size(), 2u);
    EXPECT_FALSE(periods[0].closed_at);
    EXPECT_TRUE(periods[1].closed_at);
}

TEST_P(Incidents, a_file_that_was_sent_before_it_was_resolved_does_not_open_it)
{
    comes(bad());
    send("late", "2026-W40"); // accepted now, read after a person has resolved it
    ASSERT_TRUE(resolve_it(only().id));
    ends(bad());
    read();
    auto one = only();
    EXPECT_EQ(one.state, IncidentState::resolved);
    EXPECT_EQ(one.occurrences, 1) << "kept as stale, and not counted";
    EXPECT_EQ(transact([](db::Session& db) {
                  return db.value<std::int64_t>("SELECT COUNT(*) FROM incident_occurrences WHERE stale");
              }),
              1);
}

TEST_P(Incidents, a_run_by_older_rules_does_not_open_it)
{
    comes(bad());
    auto id = only().id;
    transact([&](db::Session& db) { db.exec("UPDATE feeds SET contract_version = 2 WHERE id = $1", feed.id); });
    ASSERT_TRUE(resolve_it(id, Cause::rules_changed));
    transact([&](db::Session& db) { db.exec("UPDATE feeds SET contract_version = 1 WHERE id = $1", feed.id); });
    comes(bad()); // sent later, but read by version 1
    EXPECT_EQ(incident(id).state, IncidentState::resolved);
}

TEST_P(Incidents, what_waits_in_a_held_file_is_not_closed_by_another)
{
    auto held = bad();
    held.verdict = engine::Verdict::hold;
    held.reasons = {{"bad_rows", "Too many.", true}};
    comes(held);
    EXPECT_EQ(only().severity, IncidentSeverity::high);
    comes(good());
    EXPECT_EQ(only().state, IncidentState::fresh);
}

TEST_P(Incidents, a_person_who_lets_the_file_go_on_closes_what_it_no_longer_has)
{
    auto held = good();
    held.verdict = engine::Verdict::hold;
    held.reasons = {{"gone", "Half is gone.", true}};
    auto first = comes(held);
    EXPECT_EQ(only().kind, IncidentKind::held);
    transact([&](db::Session& db) { EXPECT_TRUE(runs::approve(db, moderator, first.id, "it is so", "t", false)); });
    ends(good());
    read();
    auto one = only();
    EXPECT_EQ(one.state, IncidentState::resolved);
    EXPECT_EQ(one.resolved_by, ResolvedBy::person);
    EXPECT_EQ(one.resolved_by_person->id, moderator.id);
}

engine::Prepared repaired(std::int64_t cells = 463)
{
    engine::Prepared prepared;
    prepared.verdict = engine::Verdict::publish;
    engine::AppliedRepair repair;
    repair.error = "decimal_comma";
    repair.column = "amount";
    repair.count = cells;
    repair.errors_before = cells;
    prepared.repairs = {repair};
    return prepared;
}

TEST_P(Incidents, a_format_error_that_repaired_itself_is_closed_without_a_hand)
{
    auto run = comes(repaired());
    auto one = only();
    EXPECT_EQ(one.state, IncidentState::resolved);
    EXPECT_EQ(one.resolved_by, ResolvedBy::remedy);
    EXPECT_EQ(one.known_error->key, "decimal_comma");
    EXPECT_TRUE(one.repairs_itself);
    auto attempts = database().read([&](db::Session& db) { return attempts_of(db, one.id); });
    ASSERT_EQ(attempts.size(), 1u);
    EXPECT_EQ(attempts[0].state, AttemptState::worked);
    EXPECT_EQ(attempts[0].run_id, run.id);
    EXPECT_EQ(attempts[0].errors_before, 463);
    EXPECT_EQ(attempts[0].errors_after, 0);
    comes(repaired(90));
    one = only();
    EXPECT_EQ(one.occurrences, 2);
    EXPECT_EQ(one.reopened, 0) << "it never asked for anybody";
    auto known = database().read([&](db::Session& db) { return find_known_error(db, one.known_error->id).value(); });
    EXPECT_EQ(known.hits, 2);
    EXPECT_EQ(known.accepted, 2);
    EXPECT_EQ(known.minutes_saved, 2 * 5 + (463 + 90) / 30);
}

TEST_P(Incidents, lost_information_is_never_proposed)
{
    auto held = good();
    held.verdict = engine::Verdict::hold;
    held.reasons = {{"repair", "May this be published?", true}};
    engine::Doubt doubt;
    doubt.what = "repair";
    doubt.about = "scientific_ids";
    held.doubts = {doubt};
    engine::Remedy remedy;
    remedy.kind = engine::RemedyKind::send_back;
    comes(held, {find_in_engine("scientific_ids")->match("student_id", 4, "…", remedy)});
    auto one = only();
    EXPECT_EQ(one.known_error->kind, engine::ErrorClass::lost);
    auto attempts = database().read([&](db::Session& db) { return attempts_of(db, one.id); });
    ASSERT_EQ(attempts.size(), 1u);
    EXPECT_EQ(attempts[0].state, AttemptState::skipped);
    EXPECT_TRUE(attempts[0].why_skipped);
}

TEST_P(Incidents, the_hub_itself_is_seen_by_moderators_alone)
{
    look_at_hub(database(), 5, 100);
    look_at_hub(database(), 5, 100);
    auto one = only();
    EXPECT_EQ(one.name, "HUB-1");
    EXPECT_EQ(one.severity, IncidentSeverity::critical);
    EXPECT_EQ(one.occurrences, 1);
    database().read([&](db::Session& db) {
        EXPECT_FALSE(find(db, clerk, one.id));
        EXPECT_EQ(list(db, clerk, {.tab = IncidentTab::all}, {}).value().count, 0);
    });
    look_at_hub(database(), 11, 100);
    EXPECT_EQ(only().state, IncidentState::fresh) << "not yet enough";
    look_at_hub(database(), 50, 100);
    EXPECT_EQ(only().state, IncidentState::resolved);
}

TEST_P(Incidents, mail_that_is_given_up_on_opens_one_and_counts_each_once)
{
    auto give_up = [&](const char* key) {
        transact([&](db::Session& db) {
            db.exec("INSERT INTO outbox (topic, dedup_key, payload, not_before, created_at, sent_at, outcome) "
                    "VALUES ('mail', $1, '', $2, $2, $2, 'failed')",
                    key, db.now());
        });
    };
    give_up("a");
    look_at_hub(database(), 1, 1);
    look_at_hub(database(), 1, 1);
    EXPECT_EQ(only().rows, 1);
    EXPECT_EQ(only().occurrences, 1);
}

TEST_P(Incidents, a_change_is_told_to_the_department)
{
    comes(bad());
    auto told = transact([](db::Session& db) {
        return db.all<events::Event>(
            "SELECT id, audience, kind, payload, masked_payload FROM events WHERE kind = 'incident' ORDER BY id");
    });
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back().audience, feed.department.id);
    EXPECT_NE(told.back().payload.find("FEES-1"), std::string::npos);
    EXPECT_NE(told.back().payload.find(R"("state":"new")"), std::string::npos);
}
} // namespace
} // namespace incidents
