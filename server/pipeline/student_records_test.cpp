#include "server/audit/audit_store.hpp"
#include "server/pipeline/retention.hpp"
#include "server/pipeline/student_records.hpp"
#include "server/pipeline/test_hub.hpp"
#include "server/students/hold_store.hpp"
#include "tests/places.hpp"
#include <fstream>

namespace pipeline
{
namespace
{
constexpr auto roll_contract = R"(feed: roll
title: Roll
department: fees
delivery: snapshot
privacy: {retention: 30 days}
schema:
  fields:
    - {name: student_id, type: string, constraints: {required: true}}
    - {name: name, type: string, personal: true}
    - {name: mark, type: number}
  primaryKey: student_id
publish: {formats: [csv, xlsx]}
)";

// The real engine, and a roll in which one student has a name that nobody else has.
struct StudentRecordsTest : PipelineTest {
    void SetUp() override
    {
        PipelineTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        context_->engine = sandbox::run_engine;
        context_->engine_binary = places::batchops();
        context_->keys = &keys;
        transact([&](db::Session& db) { feed = feeds::insert(db, {roll_contract, {}}, moderator.id).value(); });
    }
    static std::string roll(const std::string& marks_of_canary = "41")
    {
        std::string text = "student_id,name,mark\n";
        for (int i = 1; i <= 30; ++i) {
            text += "S-10" + std::to_string(i) + ",Ann Lee," + std::to_string(i) + "\n";
            if (i == 15) text += "S-7777,Canary Quill," + marks_of_canary + "\n";
        }
        return text;
    }
    runs::Run publish(const std::string& bytes)
    {
        auto sent = send(bytes, "");
        worker().run_one();
        return run(sent.id);
    }
    // Every byte under the data folder: the database, its log and the stored files.
    bool is_kept_anywhere(const std::string& text)
    {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder())) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            std::string bytes(std::istreambuf_iterator<char>(file), {});
            if (bytes.find(text) != bytes.npos) return true;
        }
        return false;
    }
    std::string csv(const reports::Report& report)
    {
        for (const auto& one : report.files)
            if (one.format == reports::ReportFormat::csv)
                return read_all(*storage_->open(storage::Kind::made, one.sha256));
        return {};
    }
    std::vector<audit::AuditEvent> history()
    {
        return database().read([](db::Session& db) { return audit::matching(db, {}); });
    }

    SealingKeys keys = SealingKeys::from_lines(SealingKeys::new_line());
    StudentRecords& records()
    {
        if (!opened) opened = std::make_unique<StudentRecords>(*context_, ErasureList(folder()));
        return *opened;
    }
    Result<students::ErasedStudent> erase(const std::string& reason = "asked for")
    {
        return records().erase(
            "S-7777", "Ada", reason,
            [](db::Session& db, const students::ErasedStudent& erased, const std::string& why) {
                audit::append(
                    db, {0, "", {}, "Ada", "student.erase", "student", {}, {}, {}, {}, erased.person + ". " + why});
            });
    }
    std::unique_ptr<StudentRecords> opened;
};
ON_BOTH_ENGINES(StudentRecordsTest);

TEST_P(StudentRecordsTest, P1_a_student_is_found_in_files_and_reports)
{
    publish(roll());
    auto held = records().look_up(" s-7777", {}).value();
    ASSERT_EQ(held.places.size(), 2U);
    EXPECT_EQ(held.places[0].kind, students::PlaceKind::upload);
    EXPECT_EQ(held.places[1].kind, students::PlaceKind::report);
    EXPECT_EQ(held.places[1].name, "Roll, version 1");
    ASSERT_EQ(held.rows.size(), 2U);
    EXPECT_EQ(held.rows[0].line, 17);
    EXPECT_EQ(held.rows[0].cells.at(1).value, "Canary Quill");
    EXPECT_EQ(held.person.find("7777"), std::string::npos);
    EXPECT_TRUE(records().look_up("S-777", {}).value().places.empty());
    EXPECT_EQ(records().look_up("S-7777", {}).value().person, held.person);
}

TEST_P(StudentRecordsTest, P1_an_erased_student_is_gone_and_everybody_else_stays)
{
    auto bad = publish(roll("forty-one"));
    auto good = publish(roll());
    auto before = csv(reports().at(1));
    std::vector<engine::Fix> fixes{{17, {}, false, "mark", "forty-one", "41", {}}};
    transact([&](db::Session& db) { return runs::add_fixes(db, clerk, bad.id, fixes); }).value();
    ASSERT_NE(before.find("Canary Quill"), std::string::npos);

    auto erased = erase().value();
    EXPECT_EQ(erased.files, 2);
    EXPECT_EQ(erased.reports, 2);
    EXPECT_EQ(erased.taken_away, 0);
    EXPECT_FALSE(is_kept_anywhere("Canary"));
    EXPECT_FALSE(is_kept_anywhere("S-7777"));
    auto after = reports();
    ASSERT_EQ(after.size(), 2U);
    EXPECT_EQ(after[1].version, 2);
    EXPECT_EQ(after[1].rows, 30);
    constexpr std::string_view row = "S-7777,Canary Quill,41\n";
    EXPECT_EQ(csv(after[1]), before.erase(before.find(row), row.size()));
    EXPECT_EQ(detail(bad.id).errors, 0);
    EXPECT_EQ(detail(good.id).run.rows_published, 30);
    EXPECT_TRUE(records().look_up("S-7777", {}).value().places.empty());
    EXPECT_EQ(records().look_up("S-1001", {}).value().places.size(), 0U);
    EXPECT_EQ(records().look_up("S-101", {}).value().places.size(), 4U);
}

TEST_P(StudentRecordsTest, P1_a_legal_hold_wins_over_erasure_and_purge)
{
    publish(roll());
    transact([&](db::Session& db) {
        return students::place_hold(db, keys, "S-7777", "a complaint", moderator.id);
    }).value();
    auto refused = erase();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().why, Why::conflict);
    transact([](db::Session& db) { db.exec("UPDATE uploads SET accepted_at = '2020-01-01T00:00:00.000Z'"); });
    EXPECT_EQ(purge_old_files(*context_), 0U);
    transact([&](db::Session& db) { return students::lift_hold(db, students::pseudonym(db, "S-7777")); }).value();
    EXPECT_EQ(purge_old_files(*context_), 1U);
    EXPECT_TRUE(reports().empty());
}

TEST_P(StudentRecordsTest, P1_what_an_older_backup_brings_back_is_erased_again)
{
    publish(roll());
    erase().value();
    EXPECT_EQ(records().erase_again(), 0U);
    transact([](db::Session& db) { db.exec("DELETE FROM erasures"); });
    publish(roll());
    EXPECT_TRUE(is_kept_anywhere("Canary"));
    EXPECT_EQ(records().erase_again(), 1U);
    EXPECT_FALSE(is_kept_anywhere("Canary"));
    EXPECT_EQ(history().at(1).action, "student.erase_again");
    EXPECT_EQ(history().at(0).action, "student.list"); // and the admins are told
    EXPECT_EQ(records().erase_again(), 0U);
}

TEST_P(StudentRecordsTest, P2_old_files_go_by_their_rules_and_the_history_says_what_went)
{
    auto old = publish(roll());
    publish(roll("42"));
    transact([&](db::Session& db) {
        db.exec("UPDATE uploads SET accepted_at = '2020-01-01T00:00:00.000Z' WHERE id = $1", old.upload->id);
    });
    EXPECT_EQ(purge_old_files(*context_), 1U);
    EXPECT_EQ(purge_old_files(*context_), 0U);
    EXPECT_EQ(reports().size(), 1U);
    EXPECT_EQ(history().front().action, "feed.purge");
    EXPECT_EQ(history().front().detail,
              "1 file sent more than 30 days ago, with 1 report; 0 files kept by a legal hold");
}

TEST_P(StudentRecordsTest, P2_the_setting_decides_where_the_rules_say_nothing)
{
    transact([&](db::Session& db) {
        auto text = std::string(roll_contract);
        text.erase(text.find("privacy:"), text.find("schema:") - text.find("privacy:"));
        feed = feeds::add_version(db, users::Scope::everything(), feed.id, {text, {}}, moderator.id).value();
    });
    publish(roll());
    transact([](db::Session& db) { db.exec("UPDATE uploads SET accepted_at = '2024-01-01T00:00:00.000Z'"); });
    context_->retention_days = 36500;
    EXPECT_EQ(purge_old_files(*context_), 0U);
    context_->retention_days = 1;
    EXPECT_EQ(purge_old_files(*context_), 1U);
}
} // namespace
} // namespace pipeline
