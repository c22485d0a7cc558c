#include "server/incidents/test_remedies.hpp"
#include "server/incidents/undo_store.hpp"
#include "server/reports/report_store.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/fix_store.hpp"

namespace incidents
{
namespace
{
struct Undo : Remedies {
};
ON_BOTH_ENGINES(Undo);

TEST_P(Undo, undo_runs_the_file_as_it_was_before_and_opens_the_issue_again)
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

// Only what the repair itself has published is taken back.
TEST_P(Undo, undo_overrides_no_later_version_no_withdrawal_and_no_correction)
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
    // One that repairs by itself asks this time.
    transact([&](db::Session& db) { db.exec("UPDATE known_errors SET kind = 'format' WHERE key = 'near_value'"); });
    auto run = undo().value();
    auto answers = database().read([&](db::Session& db) { return runs::answers_of(db, run.id); });
    EXPECT_EQ(answers.choices, (engine::Choices{{"repair:near_value", "ask"}}));
    auto approved = database().read(
        [&](db::Session& db) { return db.value<std::string>("SELECT approved FROM runs WHERE id = $1", run.id); });
    EXPECT_EQ(approved.find("second_person"), std::string::npos) << approved;
}
} // namespace
} // namespace incidents
