// One student in every place that can hold one, and none of them afterwards.
#include "base/json.hpp"
#include "server/audit/chain_store.hpp"
#include "server/events/event_store.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/links/link_store.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/pipeline/rows_about.hpp"
#include "server/pipeline/student_records.hpp"
#include "server/pipeline/test_hub.hpp"
#include "server/runs/slip_store.hpp"
#include "server/students/text_store.hpp"
#include "tests/places.hpp"
#include <fstream>

namespace pipeline
{
namespace
{
namespace fs = std::filesystem;
using students::Look;
using students::Treatment;

constexpr auto rules = R"(feed: roll
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
steps:
  - {name: one pupil, do: map, column: student_id, values: {S-7777: S-7778}}
publish: {formats: [csv, xlsx]}
)";
constexpr auto canary = "S-7777 Canarina Quillfeather";

struct ErasureTest : PipelineTest {
    void SetUp() override
    {
        PipelineTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        context_->engine = sandbox::run_engine;
        context_->engine_binary = places::batchops();
        context_->keys = &keys;
        audit::use_keys(&keys);
        fees = feed;
        transact([&](db::Session& db) { feed = feeds::insert(db, {rules, {}}, moderator.id).value(); });
        records = std::make_unique<StudentRecords>(*context_, ErasureList(folder(), folder() / "elsewhere.jsonl"));
    }
    void TearDown() override
    {
        audit::use_keys(nullptr);
        PipelineTest::TearDown();
    }
    static std::string roll()
    {
        std::string text = "student_id,name,mark\n";
        for (int i = 1; i <= 30; ++i) text += "S-10" + std::to_string(i) + ",Ann Lee," + std::to_string(i) + "\n";
        return text;
    }
    runs::Run sent_as(const std::string& name, const std::string& bytes)
    {
        auto sha256 = keep(bytes);
        auto run_id = transact([&](db::Session& db) {
            auto taken = uploads::accept(db, {feed, "", name, sha256, static_cast<std::int64_t>(bytes.size()),
                                              "uploads/" + sha256, clerk.id, "key of " + name, "trace", true})
                             .value();
            return taken.upload.run_id;
        });
        auto upload = database().read([&](db::Session& db) {
            return uploads::find(db, users::Scope::everything(),
                                 runs::find(db, users::Scope::everything(), run_id)->upload->id)
                .value();
        });
        storage_->write_manifest(upload.sha256, upload.id, json::serialize(json::encode(upload)));
        worker().run_one();
        return run(run_id);
    }
    Result<students::ErasedStudent> erase(const std::string& reason = "asked for")
    {
        return records->erase(
            "S-7777", "Ada", reason,
            [](db::Session& db, const students::ErasedStudent& erased, const std::string& why) {
                audit::append(
                    db, {0, "", {}, "Ada", "student.erase", "student", {}, {}, {}, {}, erased.person + ". " + why});
            });
    }

    // What the engine says of a place; text of which the student is a part.
    std::vector<std::string> mentions(const students::TextColumn& column)
    {
        db::Query query(column.find);
        auto rows = database().read([&](db::Session& db) {
            return db.run(query.add("LIKE '%s-7777%' OR LOWER(").add(column.name).add(") LIKE '%quillfeather%')"));
        });
        std::vector<std::string> found;
        for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(db::to_text(rows.cell(i, 0)));
        return found;
    }
    // Files with the student's bytes: of the data folder, and of the tables of PostgreSQL.
    std::vector<std::string> files_with(const std::vector<std::string>& words)
    {
        std::vector<fs::path> roots{folder()};
        if (auto host = url().find("host="); host != std::string::npos) {
            auto own = database().read([](db::Session& db) { // other tests keep theirs beside it
                return db.value<std::string>(
                    "SELECT CAST(oid AS text) FROM pg_database WHERE datname = current_database()");
            });
            roots.push_back(fs::path(url().substr(host + 5)) / "data" / "base" / own);
        }
        std::vector<std::string> found;
        for (const auto& root : roots)
            for (const auto& entry : fs::recursive_directory_iterator(root)) {
                if (!entry.is_regular_file()) continue;
                std::ifstream file(entry.path(), std::ios::binary);
                std::string bytes(std::istreambuf_iterator<char>(file), {});
                for (const auto& word : words)
                    if (bytes.find(word) != bytes.npos || entry.path().string().find(word) != std::string::npos)
                        found.push_back(entry.path().string() + " has " + word);
            }
        return found;
    }
    void fill_every_column();
    feeds::FeedRules fees;

    SealingKeys keys = SealingKeys::from_lines(SealingKeys::new_line());
    std::unique_ptr<StudentRecords> records;
};
ON_BOTH_ENGINES(ErasureTest);

// Beside the files that are made anew: what lies in other runs, which nobody reads again.
void ErasureTest::fill_every_column()
{
    auto json = R"(["S-7777 Canarina Quillfeather"])";
    auto sample = keep("student_id\nS-1001\n"), slip = keep("student_id\nS-1002\n"),
         sent = keep("student_id\nS-1003\n");
    transact([&](db::Session& db) {
        notifications::Outbox outbox{keys, [] {}};
        notifications::add_mail(db, outbox, "one", {"to@north.test", std::string("About ") + canary, canary, canary});
        db.exec("UPDATE outbox SET last_error = $1", canary);
        audit::append(db, {0, "", {}, "Ada", "run.note", "run", 1, {}, {}, {}, canary});
        db.exec("UPDATE contracts SET note = $1", canary);
        db.exec("UPDATE feeds SET title = $1, match_filename = $1 WHERE key = 'fees'", canary);
        auto upload = db.value<std::int64_t>(R"sql(
            INSERT INTO uploads (feed_id, department_id, period, file_name, sha256, bytes, uploader_id, storage_key,
                                 accepted_at)
            VALUES ($1, $2, '2026-W48', 'fees.csv', $3, 18, $4, '', '') RETURNING id)sql",
                                             fees.id, fees.department.id, sent, clerk.id);
        auto insert_run = [&] {
            return db.value<std::int64_t>(R"sql(
                INSERT INTO runs (kind, department_id, feed_id, period, contract_version, upload_id, state, finished_at,
                                  approval_reason, reason_code, reason_message, reason_answerable, trace_id, created_at)
                VALUES ('file', $1, $2, '2026-W48', 1, $3, 'failed', '', $4, 'x', $4, FALSE, 't', '') RETURNING id)sql",
                                          fees.department.id, fees.id, upload, canary);
        };
        auto insert_results = [&](std::int64_t run, std::string_view text) {
            db.exec(R"sql(
                INSERT INTO run_results (run_id, verdict, reasons, ledger, mapping, cards, notices, changes, dialect, errors,
                                         warnings, findings_stored, reading, known_errors, columns, steps)
                VALUES ($1, 'publish', $2, '{}', $2, $2, $2, $2, $2, 0, 0, 0, $2, $2, $2, $2))sql",
                    run, text);
        };
        auto run = insert_run();
        insert_results(run, json);
        auto later = insert_run();
        insert_results(later, "[]"); // the later one is what the search goes by
        links::create(db, run, "canarina.quillfeather@home.test", moderator.id);
        db.exec("INSERT INTO run_stages (run_id, stage, state, messages) VALUES ($1, 'read', 'done', $2)", run, json);
        db.exec(R"sql(INSERT INTO findings (run_id, seq, rule, severity, file, sheet, line, column_name, value, message,
                      expected, remedy) VALUES ($1, 900, 'r', 'error', $2, $2, 3, $2, $2, $2, $2, $2))sql",
                run, canary);
        db.exec(
            R"sql(INSERT INTO fixes (run_id, line, sheet, exclude, column_name, from_value, to_value, reason, created_at)
                      VALUES ($1, 3, $2, FALSE, $2, 'x', 'y', $2, ''))sql",
            run, canary);
        for (auto values : {std::pair{"S-7777", "x"}, std::pair{"x", "S-7777"}})
            db.exec(R"sql(INSERT INTO fixes (run_id, line, exclude, column_name, from_value, to_value, created_at)
                          VALUES ($1, 0, FALSE, 'student_id', $2, $3, ''))sql",
                    run, values.first, values.second);
        db.exec("INSERT INTO handovers (run_id, to_id, note, at) VALUES ($1, $2, $3, '')", run, clerk.id, canary);
        db.exec(R"sql(INSERT INTO legal_holds (person, sealed_identifier, reason, placed_at, lifted_at)
                      VALUES ('another', '', $1, '', ''))sql",
                canary);
        db.exec(
            R"sql(INSERT INTO proposals (feed_id, run_id, step, words, reason, state, proposed_at, decided_at, decision)
                      VALUES ($1, $2, $3, $4, $4, 'declined', '', '', $4))sql",
            fees.id, run, json, canary);
        db.exec(R"sql(INSERT INTO remembered (feed_id, kind, signature, value, created_at)
                      VALUES ($1, 'columns', 'other', $2, ''))sql",
                fees.id, json);
        db.exec("INSERT INTO run_answers (run_id, answers, answered_at) VALUES ($1, $2, '')", run, json);
        auto report = db.value<std::int64_t>(R"sql(
            INSERT INTO reports (run_id, report_key, version, feed_id, department_id, period, title, columns, rows, held_back,
                                 note, created_at, changes, reason)
            VALUES ($1, 'fees/2026-W48', 1, $2, $3, '2026-W48', $4, $5, 0, 0, $4, '', $5, $4) RETURNING id)sql",
                                             run, fees.id, fees.department.id, canary, json);
        db.exec("INSERT INTO report_files (report_id, format, sha256, bytes, file_name) VALUES ($1, 'csv', '', 0, $2)",
                report, canary);
        db.exec(R"sql(INSERT INTO tokens (user_id, sha256, name, created_at, last_used_at, idle_until, expires_at)
                      VALUES ($1, 'hash', $2, '', '', '', ''))sql",
                clerk.id, canary);
        events::append(db, events::Kind::run, fees.department.id, json, json);
        Around of{fees.id, fees.department.id, later, report, clerk.id};
        fill_schedules(db, of, canary, json);
        fill_incidents(db, of, canary, json);
        fill_sharing(db, of, canary, json);
        feeds::insert_sample(db, canary, sample, 18, clerk.id);
        runs::insert_slip(db, {later, canary, slip, 18, clerk.id}, {});
    });
}

TEST_P(ErasureTest, P1_one_student_in_every_place_is_in_none_of_them_afterwards)
{
    sent_as("Quillfeather (S-7777).csv", roll());
    auto holding = sent_as("roll.csv", roll() + "S-7777,Canarina Quillfeather,41\n");
    EXPECT_EQ(run(holding.id).state, runs::RunState::succeeded);
    fill_every_column();
    for (const auto& column : students::text_columns()) {
        bool is_scrubbed = column.treatment != Treatment::fixed && column.treatment != Treatment::keyed &&
                           column.treatment != Treatment::sealed;
        if (is_scrubbed) {
            EXPECT_FALSE(mentions(column).empty()) << "nothing fills " << column.table << "." << column.column;
        }
    }
    EXPECT_FALSE(files_with({"S-7777"}).empty());

    auto erased = erase("the mother of Canarina (S-7777) asked").value();
    for (const auto& one : erased.not_searched) ADD_FAILURE() << one.name << ": " << one.why;
    for (const auto& column : students::text_columns())
        for (const auto& text : mentions(column))
            ADD_FAILURE() << column.table << "." << column.column << ": " << text.substr(0, 200);
    for (const auto& place : files_with({"S-7777", "Quillfeather", "quillfeather", "Canarina"})) ADD_FAILURE() << place;
    database().read([&](db::Session& db) {
        auto mails = notifications::list_mails(db, keys, {}).value();
        ASSERT_EQ(mails.results.size(), 1U);
        auto mail = notifications::find_mail(db, keys, mails.results[0].id).value();
        EXPECT_EQ(mail.subject, "About (erased) (erased)");
        EXPECT_EQ(mail.text.find("Canarina"), std::string::npos);
        EXPECT_TRUE(audit::check_chain(db, {}).holds);
        EXPECT_GE(audit::check_chain(db, {}).taken_out, 1);
    });
    // Everybody else is there, under file rules that still work.
    auto again = sent_as("after.csv", roll() + "S-1099,Bo Lin,4\n");
    EXPECT_EQ(again.state, runs::RunState::succeeded);
}

TEST_P(ErasureTest, P1_a_report_says_no_longer_which_name_its_file_had)
{
    sent_as("Quillfeather S-7777.csv", roll());
    sent_as("roll.csv", roll() + "S-7777,Canarina Quillfeather,41\n");
    auto before = reports().at(0);
    erase().value();
    auto after = reports().at(0);
    auto xlsx = [](const reports::Report& report) {
        for (const auto& file : report.files)
            if (file.format == reports::ReportFormat::xlsx) return file.sha256;
        return std::string();
    };
    EXPECT_NE(xlsx(before), xlsx(after)); // its sheet about the file was written anew
    EXPECT_FALSE(storage_->has(storage::Kind::made, xlsx(before)));
}

TEST_P(ErasureTest, P1_the_name_under_which_the_history_speaks_leads_to_nobody_afterwards)
{
    sent_as("roll.csv", roll() + "S-7777,Canarina Quillfeather,41\n");
    auto before = records->look_up("S-7777", {}).value().person;
    EXPECT_EQ(records->look_up("S-7777", {}).value().person, before);
    EXPECT_EQ(erase().value().person, before);
    EXPECT_NE(records->look_up("S-7777", {}).value().person, before);
}

TEST_P(ErasureTest, P1_of_two_erasures_at_once_one_waits_for_another_time)
{
    sent_as("roll.csv", roll() + "S-7777,Canarina Quillfeather,41\n");
    // Another process is at it.
    transact([](db::Session& db) { EXPECT_TRUE(students::take_erasure_lease(db, "another")); });
    EXPECT_EQ(erase().error().why, Why::conflict);
    transact([](db::Session& db) { students::give_erasure_lease_back(db, "another"); });
    std::vector<std::jthread> threads;
    std::atomic<int> done{0};
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { done += erase().has_value(); });
    threads.clear();
    EXPECT_GE(done, 1);
    EXPECT_TRUE(files_with({"Quillfeather"}).empty());
    EXPECT_EQ(reports().size(), 1U);
}

TEST_P(ErasureTest, P1_a_run_that_begins_while_a_file_is_rewritten_stops_the_erasure)
{
    auto sent = sent_as("roll.csv", roll() + "S-7777,Canarina Quillfeather,41\n");
    bool began = false;
    context_->engine = [&](const sandbox::EngineCall& call, const engine::Watcher& watcher) {
        // Somebody runs the file again, and a worker has it, while it is being rewritten.
        if (!began && call.job.outputs.contains("without")) {
            began = true;
            transact([&](db::Session& db) { return runs::run_again(db, clerk, sent.id, "t"); }).value();
            claim();
        }
        return sandbox::run_engine(call, watcher);
    };
    auto refused = erase();
    ASSERT_TRUE(began);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().why, Why::conflict);
    EXPECT_FALSE(files_with({"Quillfeather"}).empty()); // the file that the run works on is there
    expire();
    let_time_pass();
    worker().run_one();
    erase().value();
    EXPECT_TRUE(files_with({"Quillfeather"}).empty());
}

TEST_P(ErasureTest, P1_an_erasure_that_was_cut_off_still_knows_the_name)
{
    sent_as("roll.csv", roll() + "S-7777,Canarina Quillfeather,41\n");
    erase().value();
    // A database from an older backup: the file is clean, a reason that somebody wrote is back.
    transact([](db::Session& db) {
        db.exec("DELETE FROM erasures");
        db.exec("UPDATE runs SET approval_reason = 'Quillfeather may stay'");
    });
    EXPECT_EQ(records->erase_again(), 1U);
    EXPECT_TRUE(files_with({"Quillfeather"}).empty());
}

TEST_P(ErasureTest, P1_a_restored_folder_and_database_are_mended_from_the_second_home)
{
    std::vector<std::string> told;
    context_->tell_admins = [&](db::Session&, const std::string&, const AdminNotice& notice) {
        told.push_back(notice.subject);
    };
    sent_as("roll.csv", roll() + "S-7777,Canarina Quillfeather,41\n");
    erase().value();
    fs::remove(folder() / "erasures.jsonl");
    transact([](db::Session& db) { db.exec("DELETE FROM erasures"); });
    sent_as("back.csv", roll() + "S-7777,Canarina Quillfeather,42\n");
    EXPECT_EQ(records->erase_again(), 1U);
    EXPECT_TRUE(files_with({"Quillfeather"}).empty());
    EXPECT_TRUE(fs::exists(folder() / "erasures.jsonl"));
    EXPECT_EQ(told, (std::vector<std::string>{"The list of erasures was older than its copies",
                                              "What was erased was erased again"}));
}

TEST_P(ErasureTest, P1_an_erasure_that_no_place_knows_any_more_is_missed_by_its_number)
{
    std::vector<std::string> told;
    context_->tell_admins = [&](db::Session&, const std::string&, const AdminNotice& notice) {
        told.push_back(notice.subject);
    };
    ErasureList list(folder());
    list.add({"a", "2026", "Ada", keys.seal("S-1", students::sealed_about), "", 1});
    list.add({"c", "2026", "Ada", keys.seal("S-3", students::sealed_about), "", 3});
    records->erase_again();
    ASSERT_FALSE(told.empty());
    EXPECT_NE(std::ranges::find(told, "Erasures are missing from the list"), told.end());
}
} // namespace
} // namespace pipeline
