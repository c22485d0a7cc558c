#include "server/incidents/self_repair_store.hpp"
#include "server/incidents/test_remedies.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/decision_store.hpp"

namespace incidents
{
namespace
{
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
