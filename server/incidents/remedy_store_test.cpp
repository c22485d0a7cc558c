#include "server/incidents/detail_store.hpp"
#include "server/incidents/remedy_store.hpp"
#include "server/incidents/self_repair_store.hpp"
#include "server/incidents/test_incidents.hpp"
#include "server/incidents/undo_store.hpp"
#include "server/reports/report_store.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/decision_store.hpp"
#include "server/runs/fix_store.hpp"

namespace incidents
{
namespace
{
// A file with words that are nearly right, of which the engine proposes the right ones.
struct Remedies : IncidentTest {
    static engine::KnownErrorMatch near(std::int64_t count = 2)
    {
        engine::KnownErrorMatch match;
        match.error = "near_value";
        match.kind = engine::ErrorClass::meaning;
        match.column = "student_id";
        match.rules = {"enum"};
        match.count = count;
        match.evidence = "2 × near a known value.";
        match.remedy.kind = engine::RemedyKind::add_step;
        match.remedy.words = "Replace them.";
        return match;
    }
    static engine::Prepared with_near(std::int64_t count = 2)
    {
        auto prepared = with_cards({card(count, "enum", "student_id")});
        prepared.errors = count;
        prepared.ledger.in = 6;
        return prepared;
    }
    static engine::Prepared repaired()
    {
        auto prepared = good();
        prepared.ledger.in = 6;
        engine::AppliedRepair repair;
        repair.error = "near_value";
        repair.column = "student_id";
        repair.count = 2;
        repair.errors_before = 2;
        prepared.repairs = {repair};
        return prepared;
    }
    runs::Run comes_near(const std::string& period = "2026-W10") { return comes_for(period, with_near(), {near()}); }
    Applicable now(std::int64_t id)
    {
        return database().read([&](db::Session& db) { return applicable(db, moderator, id).value(); });
    }
    RemedyPreview preview(std::int64_t id) { return preview_of(now(id), {repaired(), {}}); }
    Result<runs::Run> apply(std::int64_t id, const RemedyPreview& seen)
    {
        return transact([&](db::Session& db) { return apply_remedy(db, moderator, id, seen, "trace"); });
    }
    Result<runs::Run> apply(std::int64_t id) { return apply(id, preview(id)); }
    IncidentDetail detail_of(std::int64_t id)
    {
        return database().read([&](db::Session& db) { return find_detail(db, moderator, id).value(); });
    }
    KnownError known()
    {
        return database().read([&](db::Session& db) {
            auto id = db.value<std::int64_t>("SELECT id FROM known_errors WHERE key = 'near_value'");
            return find_known_error(db, id).value();
        });
    }
    // Applied to a file that comes to the same as before.
    void without_effect()
    {
        ASSERT_TRUE(apply(only().id));
        ends(with_near(), {near()});
        read();
    }
    static std::string why_not(const RemedyPreview& preview)
    {
        for (const auto& guard : preview.guards)
            if (!guard.holds) return guard.why_not.value();
        return "";
    }
};
ON_BOTH_ENGINES(Remedies);

TEST_P(Remedies, one_is_offered_and_its_run_closes_the_issue)
{
    auto first = comes_near();
    auto id = only().id;
    auto detail = detail_of(id);
    EXPECT_EQ(detail.primary.action, PrimaryAction::repair);
    EXPECT_EQ(detail.remedy->words, "Replace them.");
    EXPECT_EQ(detail.attempts.at(0).state, AttemptState::proposed);
    auto seen = preview(id);
    ASSERT_TRUE(seen.allowed) << why_not(seen);
    EXPECT_EQ(seen.errors_before, 2);
    EXPECT_EQ(seen.errors_after, 0);
    EXPECT_EQ(seen.rows_changed, 2);

    auto run = apply(id, seen).value();
    EXPECT_EQ(run.parent_run_id, first.id);
    auto answers = database().read([&](db::Session& db) { return runs::answers_of(db, run.id); });
    EXPECT_EQ(answers.choices.at("repair:near_value"), "repair");
    auto under_way = detail_of(id);
    ASSERT_EQ(under_way.attempts.size(), 1u) << "what was proposed is under way";
    EXPECT_EQ(under_way.attempts[0].state, AttemptState::running);
    EXPECT_EQ(under_way.attempts[0].run_after_id, run.id);
    EXPECT_EQ(under_way.attempts[0].approved_by->id, moderator.id);

    ends(repaired());
    read();
    auto closed = only();
    EXPECT_EQ(closed.state, IncidentState::resolved);
    EXPECT_EQ(closed.resolved_by, ResolvedBy::remedy);
    EXPECT_EQ(closed.cause, Cause::repaired);
    auto attempt = detail_of(id).attempts.at(0);
    EXPECT_EQ(attempt.state, AttemptState::worked);
    EXPECT_EQ(attempt.approved_by->id, moderator.id);
    EXPECT_EQ(attempt.errors_before, 2);
    EXPECT_EQ(attempt.errors_after, 0);
    EXPECT_EQ(known().accepted, 1) << "counted once";
}

TEST_P(Remedies, one_that_reads_the_file_in_another_way_closes_the_issue_too)
{
    comes_near();
    ASSERT_TRUE(apply(only().id));
    ends(good()); // the run says nothing of a repair: its columns were answered
    read();
    EXPECT_EQ(only().resolved_by, ResolvedBy::remedy);
    EXPECT_EQ(detail_of(only().id).attempts.at(0).state, AttemptState::worked);
    EXPECT_EQ(known().accepted, 1);
}

TEST_P(Remedies, the_same_problem_in_the_new_run_is_no_effect_and_it_is_never_offered_for_the_file_again)
{
    comes_near();
    auto id = only().id;
    without_effect();
    auto detail = detail_of(id);
    EXPECT_NE(only().state, IncidentState::resolved);
    EXPECT_EQ(detail.attempts.back().state, AttemptState::no_effect);
    EXPECT_EQ(known().no_effect, 1);
    EXPECT_FALSE(detail.remedy->apply.allowed);
    EXPECT_EQ(detail.remedy->apply.reason, "It changed nothing in this file before.");
    EXPECT_NE(detail.primary.action, PrimaryAction::repair);
    auto refused = apply(id);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().why, Why::conflict);
    EXPECT_EQ(refused.error().message, "It changed nothing in this file before.");

    comes_near("2026-W11"); // another file
    EXPECT_TRUE(detail_of(id).remedy->apply.allowed);
}

TEST_P(Remedies, two_attempts_are_the_most_while_the_issue_is_open)
{
    comes_near();
    auto id = only().id;
    without_effect();
    comes_near("2026-W11");
    without_effect();
    comes_near("2026-W12");
    EXPECT_EQ(detail_of(id).remedy->apply.reason, "It was tried twice. Somebody must look at the file.");
    EXPECT_EQ(apply(id).error().why, Why::conflict);
    ASSERT_TRUE(resolve_it(id));
    transact([&](db::Session& db) { // well before the next file
        db.exec("UPDATE incidents SET resolved_as_of = '2026-01-05T08:00:00.000Z' WHERE id = $1", id);
    });
    comes_near("2026-W13");
    auto anew = detail_of(id).remedy->apply;
    EXPECT_TRUE(anew.allowed) << anew.reason.value_or("");
}

TEST_P(Remedies, a_run_that_fails_is_said_to_have_failed)
{
    comes_near();
    auto id = only().id;
    ASSERT_TRUE(apply(id));
    auto got = claim().value();
    transact([&](db::Session& db) {
        if (!runs::fail(db, got.fence(), {"storage_full", "There was no room.", false})) throw FenceGone();
        runs::announce(db, deaf, got.id);
    });
    read();
    EXPECT_EQ(detail_of(id).attempts.back().state, AttemptState::failed);
}

TEST_P(Remedies, one_repair_of_a_regular_file_at_a_time)
{
    auto two = with_cards({card(2, "enum", "student_id"), card(1, "enum", "amount")});
    two.errors = 3;
    auto other = near(1);
    other.error = "unknown_student";
    other.column = "amount";
    other.remedy.kind = engine::RemedyKind::fix_cells;
    other.remedy.fixes.resize(1);
    comes_for("2026-W10", two, {near(), other});
    auto found = all();
    ASSERT_EQ(found.size(), 2u);
    auto before = preview(found[1].id);
    ASSERT_TRUE(apply(found[0].id));
    auto refused = apply(found[1].id, before);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "A repair of FEES-1 is under way.");
    ends(repaired());
    read();
    EXPECT_FALSE(detail_of(found[1].id).remedy) << "the next file came without either";
}

TEST_P(Remedies, undo_runs_the_file_as_it_was_before_and_opens_the_issue_again)
{
    comes_near();
    auto id = only().id;
    auto undo = [&](std::int64_t attempt) {
        return transact([&](db::Session& db) { return undo_remedy(db, moderator, id, attempt, "trace"); });
    };
    auto repairing = apply(id).value();
    auto attempt = detail_of(id).attempts.at(0).id;
    EXPECT_EQ(undo(attempt).error().why, Why::conflict) << "it is still under way";
    ends(repaired());
    read();
    ASSERT_EQ(only().state, IncidentState::resolved);
    EXPECT_EQ(undo(attempt + 1).error().why, Why::not_found);
    auto run = undo(attempt).value();
    EXPECT_EQ(run.parent_run_id, repairing.id);
    auto answers = database().read([&](db::Session& db) { return runs::answers_of(db, run.id); });
    EXPECT_TRUE(answers.choices.empty()) << "as before the repair";
    EXPECT_EQ(detail_of(id).attempts.at(0).state, AttemptState::reverted);
    EXPECT_EQ(undo(attempt).error().why, Why::conflict) << "once";
    ends(with_near(), {near()});
    read();
    EXPECT_EQ(only().state, IncidentState::fresh);
    EXPECT_EQ(only().latest_run_id, run.id);
}

// Of a file with many columns, and of one that is run again.
TEST_P(Remedies, what_repairs_by_itself_is_counted_by_files_and_what_was_wanted_is_not_counted)
{
    auto of_late = [&] {
        return database().read([&](db::Session& db) {
            return lately(db, db.value<std::int64_t>("SELECT id FROM known_errors WHERE key = 'decimal_comma'"));
        });
    };
    auto repaired_columns = [](int count) {
        auto prepared = good();
        for (int i = 0; i < count; ++i) {
            engine::AppliedRepair repair;
            repair.error = "decimal_comma";
            repair.column = "c" + std::to_string(i);
            repair.count = 1;
            repair.errors_before = 1;
            prepared.repairs.push_back(repair);
        }
        return prepared;
    };
    comes(repaired_columns(12));
    EXPECT_EQ(of_late().by_itself, 1);
    EXPECT_FALSE(why_stopped(of_late()));
    auto sent = send("wanted");
    transact([&](db::Session& db) { runs::choose(db, sent.id, {{"repair:decimal_comma", "repair"}}, moderator.id); });
    ends(repaired_columns(12));
    read();
    EXPECT_EQ(of_late().by_itself, 1);
    EXPECT_EQ(of_late().confirmed, 1);
    for (std::int64_t i = of_late().by_itself; i <= most_by_itself; ++i) comes(repaired_columns(1));
    EXPECT_TRUE(why_stopped(of_late()));
}

TEST_P(Remedies, one_that_was_cancelled_was_not_applied)
{
    comes_near();
    auto id = only().id;
    for (int i = 0; i < 3; ++i) {
        auto run = apply(id);
        ASSERT_TRUE(run) << run.error().message;
        transact([&](db::Session& db) { return runs::cancel(db, moderator, run->id); }).value();
    }
}

// Only what the repair itself has published is taken back.
TEST_P(Remedies, undo_overrides_no_later_version_no_withdrawal_and_no_correction)
{
    auto first = comes_near();
    auto id = only().id;
    auto repairing = apply(id).value();
    ends(repaired());
    read();
    auto attempt = detail_of(id).attempts.at(0).id;
    auto undo = [&] {
        return transact([&](db::Session& db) { return undo_remedy(db, moderator, id, attempt, "trace"); });
    };
    auto publish = [&](std::int64_t run_id) {
        return transact([&](db::Session& db) {
            return reports::insert(db, {run_id,
                                        {feed.id, feed.key, feed.title},
                                        feed.department.id,
                                        "2026-W10",
                                        "Fees",
                                        {{"amount", "Amount"}},
                                        4,
                                        0,
                                        {},
                                        {{reports::ReportFormat::csv, 7, "aa", ""}}})
                .id;
        });
    };
    auto refused = [&](std::string_view why) {
        auto undone = undo();
        ASSERT_FALSE(undone) << why;
        EXPECT_EQ(undone.error().why, Why::conflict);
        EXPECT_NE(undone.error().message.find(why), std::string::npos) << undone.error().message;
    };
    publish(repairing.id);
    refused("Withdraw that version first");
    transact([&](db::Session& db) {
        db.exec("UPDATE reports SET run_id = $1", first.id);
    }); // as if that had published, and the repair the version after
    publish(repairing.id);
    auto later = comes_for("2026-W11", good());
    auto newest = publish(later.id);
    refused("The report has changed since");
    transact([&](db::Session& db) { db.exec("DELETE FROM reports WHERE id = $1", newest); });
    transact([&](db::Session& db) {
        db.exec("UPDATE reports SET withdrawn_at = '2026-11-30T08:00:00.000Z' WHERE run_id = $1", repairing.id);
    });
    refused("The report has changed since");
    transact([&](db::Session& db) { db.exec("UPDATE reports SET withdrawn_at = NULL WHERE id > $1", 0); });
    transact([&](db::Session& db) {
        return runs::add_fixes(db, moderator, repairing.id, {{2, {}, false, "amount", {}, "9", {}}});
    }).value();
    refused("worked on since");
    transact([&](db::Session& db) { db.exec("DELETE FROM fixes WHERE run_id = $1", repairing.id); });
    transact(
        [&](db::Session& db) { db.exec("UPDATE runs SET approved = '[\"second_person\"]' WHERE id = $1", first.id); });
    auto run = undo().value();
    auto approved = database().read(
        [&](db::Session& db) { return db.value<std::string>("SELECT approved FROM runs WHERE id = $1", run.id); });
    EXPECT_EQ(approved.find("second_person"), std::string::npos) << approved;
}

TEST_P(Remedies, what_would_not_help_or_would_change_too_much_is_refused_with_why)
{
    comes_near();
    auto id = only().id;
    auto as_before = preview_of(now(id), {with_near(), {near()}});
    EXPECT_FALSE(as_before.allowed);
    EXPECT_EQ(why_not(as_before), "The same problem would still be there.");
    auto others = preview_of(now(id), {with_near(), {}});
    EXPECT_EQ(why_not(others), "There would be as many problems as before: 2.");
    auto refused = good();
    refused.verdict = engine::Verdict::refuse;
    EXPECT_EQ(why_not(preview_of(now(id), {refused, {}})), "The file would fit no table of the file rules.");
    auto many = now(id);
    many.remedy.values = 1001;
    EXPECT_EQ(why_not(preview_of(many, {repaired(), {}})), "It would change 1001 of 6 rows.");
    EXPECT_EQ(apply(id, as_before).error().message, "The same problem would still be there.");
    auto old = preview(id);
    old.run_id = 0;
    EXPECT_EQ(apply(id, old).error().why, Why::conflict) << "another run was looked at";
    EXPECT_TRUE(apply(id));
}

TEST_P(Remedies, a_protected_column_is_left_to_people)
{
    comes_near();
    auto id = only().id;
    auto text = std::string(runs::test_contract);
    text.replace(text.find("{name: student_id, type: string}"), 32,
                 "{name: student_id, type: string, protected: true}");
    transact([&](db::Session& db) {
        return feeds::add_version(db, users::Scope::everything(), feed.id, {text, {}}, moderator.id);
    }).value();
    EXPECT_NE(why_not(preview(id)).find("is protected"), std::string::npos) << why_not(preview(id));
    EXPECT_EQ(apply(id).error().why, Why::conflict);
}

TEST_P(Remedies, nothing_is_offered_to_those_who_only_send_or_where_nothing_acts)
{
    comes_near();
    auto id = only().id;
    auto seen = database().read([&](db::Session& db) { return find_detail(db, clerk, id).value(); });
    EXPECT_FALSE(seen.remedy);
    auto asks = near();
    asks.remedy.kind = engine::RemedyKind::ask;
    comes_for("2026-W11", with_near(), {asks});
    EXPECT_FALSE(detail_of(id).remedy);
    ASSERT_TRUE(resolve_it(id));
    EXPECT_FALSE(detail_of(id).remedy);
}

TEST_P(Remedies, three_without_effect_in_a_day_stop_it_for_everybody)
{
    comes_near();
    static constexpr auto sql = R"sql(
        INSERT INTO remedy_attempts (known_error_id, version, incident_id, state, rows_changed, at)
        SELECT k.id, 1, i.id, 'no_effect', 0, $1 FROM known_errors k, incidents i WHERE k.key = 'near_value')sql";
    auto happens = [&](int times) {
        transact([&](db::Session& db) {
            for (int i = 0; i < times; ++i) db.exec(sql, db.now());
        });
    };
    happens(2); // in other files
    EXPECT_TRUE(detail_of(only().id).remedy->apply.allowed);
    happens(1);
    auto offer = detail_of(only().id).remedy.value();
    EXPECT_FALSE(offer.apply.allowed);
    EXPECT_NE(offer.apply.reason->find("It changed nothing 3 times within a day"), std::string::npos);
}
} // namespace
} // namespace incidents
