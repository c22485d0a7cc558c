#include "server/audit/audit_store.hpp"
#include "server/departments/demo_store.hpp"
#include "server/reports/report_store.hpp"
#include "server/reports/restore_store.hpp"
#include "server/runs/test_school.hpp"

namespace reports
{
namespace
{
const auto everything = users::Scope::everything();

struct ReportStore : runs::SchoolTest {
    Report publish(const std::string& period)
    {
        auto sent = send("x", period);
        return transact([&](db::Session& db) {
            runs::save_files(db, sent.id, {{"clean.csv", "sha of run " + std::to_string(sent.id), 1}});
            return insert(db, {sent.id,
                               {feed.id, feed.key, feed.title},
                               feed.department.id,
                               period,
                               "Fees",
                               {{"amount", "Amount", engine::CellType::number}},
                               3,
                               0,
                               {},
                               {{ReportFormat::csv, 7, "aa", ""}, {ReportFormat::pdf, 9, "bb", ""}}});
        });
    }
};
ON_BOTH_ENGINES(ReportStore);

TEST_P(ReportStore, a_report_has_its_files_and_columns)
{
    auto made = publish("2026-W48");
    EXPECT_EQ(made.report_key, "fees/2026-W48");
    ASSERT_EQ(made.files.size(), 2U);
    EXPECT_EQ(made.files[1].file_name, "fees-2026-W48-v1.pdf");
    database().read([&](db::Session& db) {
        EXPECT_EQ(columns_of(db, made.id).at(0).type, engine::CellType::number);
        EXPECT_EQ(find(db, everything, made.id).value().files.size(), 2U);
        EXPECT_FALSE(find(db, users::Scope::of({}), made.id));
        EXPECT_EQ(find_of_run(db, made.run_id).value().id, made.id);
    });
}

TEST_P(ReportStore, removing_the_demo_school_forgets_its_version_numbers)
{
    publish("2026-W48");
    transact([&](db::Session& db) {
        db.exec("UPDATE departments SET demo = TRUE");
        departments::remove_demo(db);
        EXPECT_EQ(db.value<std::int64_t>("SELECT COUNT(*) FROM report_versions"), 0);
        EXPECT_EQ(list(db, everything, {}, {}).value().count, 0);
        return 0;
    });
}

TEST_P(ReportStore, the_newest_version_is_the_latest)
{
    auto first = publish("2026-W48"), second = publish("2026-W48"), other = publish("2026-W47");
    database().read([&](db::Session& db) {
        EXPECT_EQ(list(db, everything, {}, {}).value().count, 3);
        auto latest = list(db, everything, {.latest = true}, {}).value().results;
        ASSERT_EQ(latest.size(), 2U);
        EXPECT_EQ(latest[0].id, other.id);
        EXPECT_EQ(latest[1].id, second.id);
        EXPECT_EQ(find(db, everything, first.id).value().superseded_by, second.id);
        EXPECT_EQ(list(db, everything, {.period = "2026-W47"}, {}).value().count, 1);
        EXPECT_EQ(list(db, everything, {.search = "w47"}, {}).value().count, 1);
        EXPECT_EQ(last_clean_csv_of(db, "fees", "2026-W46"), "sha of run " + std::to_string(other.run_id));
        EXPECT_EQ(last_clean_csv_of(db, "fees", "2026-W48"), "sha of run " + std::to_string(second.run_id));
    });
}

TEST_P(ReportStore, a_file_is_compared_with_its_period_or_counted_against_the_one_before)
{
    publish("2026-W48");
    auto second = publish("2026-W48"), other = publish("2026-W47");
    auto rows_of = [](const Report& report) { return "sha of run " + std::to_string(report.run_id); };
    database().read([&](db::Session& db) {
        using enum Which;
        EXPECT_EQ(last_rows(db, feed.id, "2026-W48", same_period), rows_of(second));
        EXPECT_EQ(last_rows(db, feed.id, "2026-W46", same_period), std::nullopt);
        EXPECT_EQ(last_rows(db, feed.id, "2026-W49", earlier_period), rows_of(second));
        EXPECT_EQ(last_rows(db, feed.id, "2026-W48", earlier_period), rows_of(other)) << "though it came later";
        EXPECT_EQ(last_rows(db, feed.id, "2026-W47", earlier_period), std::nullopt);
        EXPECT_EQ(last_rows(db, feed.id, "2026-W49", latest), rows_of(second));
        EXPECT_EQ(last_rows(db, feed.id, "2026-W47", latest), rows_of(other));
        EXPECT_EQ(in_force(db, feed.id, "2026-W48").value().id, second.id);
        EXPECT_FALSE(in_force(db, feed.id, "2026-W46"));
    });
}

TEST_P(ReportStore, another_file_of_a_period_is_one_with_other_bytes)
{
    publish("2026-W48"); // of the bytes "x"
    database().read([&](db::Session& db) {
        EXPECT_FALSE(other_file(db, feed.id, "2026-W48", sha256_hex("x")));
        EXPECT_FALSE(other_file(db, feed.id, "2026-W47", sha256_hex("y")));
        auto other = other_file(db, feed.id, "2026-W48", sha256_hex("y")).value();
        EXPECT_EQ(other.version, 1);
        EXPECT_EQ(other.file_name, "fees.csv");
        EXPECT_EQ(other.sender, clerk.name);
    });
}

TEST_P(ReportStore, restoring_publishes_the_earlier_version_once_more)
{
    auto first = publish("2026-W48"), second = publish("2026-W48");
    auto versions = database().read([&](db::Session& db) { return restorable(db, everything, first.id).value(); });
    EXPECT_EQ(versions.in_force.id, second.id);
    EXPECT_EQ(versions.contract, runs::test_contract);
    auto again = [&] {
        return transact(
            [&](db::Session& db) { return restore(db, moderator, versions, {0, 1, 2, 0}, "Wrong file", "t"); });
    };
    auto made = again().value();
    EXPECT_EQ(made.version, 3);
    EXPECT_EQ(made.restored_from, 1);
    EXPECT_EQ(made.reason, "Wrong file");
    EXPECT_EQ(made.changes.value().updated, 1);
    ASSERT_EQ(made.files.size(), 2U);
    EXPECT_EQ(made.files[0].sha256, first.files[0].sha256);
    EXPECT_EQ(made.files[0].file_name, "fees-2026-W48-v3.csv");
    EXPECT_EQ(run(made.run_id).kind, runs::RunKind::report);
    EXPECT_EQ(run(made.run_id).state, runs::RunState::succeeded);
    database().read([&](db::Session& db) {
        EXPECT_EQ(rows_of_run(db, made.run_id), versions.earlier_rows);
        EXPECT_EQ(columns_of(db, made.id).size(), 1U);
        EXPECT_EQ(find(db, everything, first.id).value().superseded_by, made.id);
        EXPECT_EQ(restorable(db, everything, made.id).error().why, Why::conflict);
        EXPECT_EQ(restorable(db, users::Scope::of({}), first.id).error().why, Why::not_found);
    });
    EXPECT_EQ(again().error().why, Why::conflict) << "another version is in force by now";
}

TEST_P(ReportStore, what_no_undo_reaches_is_counted)
{
    auto first = publish("2026-W48"), second = publish("2026-W48");
    transact([&](db::Session& db) {
        for (auto* who : {"Maya", "Ben", "Maya"})
            audit::append(db,
                          {0, "", {}, who, "report.download", "report", second.id, feed.department.id, {}, {}, "csv"});
        audit::append(db, {0, "", {}, "Ann", "report.download", "report", first.id, feed.department.id, {}, {}, "csv"});
    });
    auto after =
        database().read([&](db::Session& db) { return since(db, restorable(db, everything, first.id).value()); });
    EXPECT_EQ(after.downloads, 3);
    EXPECT_EQ(after.readers, (std::vector<std::string>{"Maya", "Ben"}));
    EXPECT_TRUE(after.feeds.empty());
}

TEST_P(ReportStore, a_run_publishes_once_and_a_rollback_gives_the_number_back)
{
    auto first = publish("2026-W48");
    NewReport again{first.run_id, first.feed, feed.department.id, "2026-W48", "Fees", {}, 0, 0, {}, {}};
    try {
        transact([&](db::Session& db) { return insert(db, again); });
        FAIL();
    } catch (const db::Error& error) {
        EXPECT_EQ(error.problem(), db::Problem::unique);
    }
    EXPECT_EQ(publish("2026-W48").version, 2);
}
} // namespace
} // namespace reports
