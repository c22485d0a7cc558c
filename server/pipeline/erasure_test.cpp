// One student in every place that can hold one, and none of them afterwards.
#include "server/pipeline/test_erasure.hpp"
#include <map>
#include <regex>

namespace pipeline
{
namespace
{
namespace fs = std::filesystem;
using students::Treatment;

ON_BOTH_ENGINES(ErasureTest);

TEST_P(ErasureTest, P1_one_student_in_every_place_is_in_none_of_them_afterwards)
{
    sent_as("Quillfeather (S-7777).csv", roll());
    auto holding = sent_as("roll.csv", roll() + "S-7777,Canarina Quillfeather,41\n");
    EXPECT_EQ(run(holding.id).state, runs::RunState::succeeded);
    fill_every_column();
    for (const auto& column : students::text_columns()) {
        using enum Treatment;
        bool is_scrubbed = column.treatment != fixed && column.treatment != keyed && column.treatment != sealed &&
                           column.treatment != told;
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

TEST_P(ErasureTest, P1_what_is_said_to_hold_no_word_about_anybody_holds_none)
{
    sent_as("roll.csv", roll() + "S-7777,Canarina Quillfeather,41\n");
    fill_every_column();
    const std::map<students::WhyFixed, std::regex> as_said{
        {students::WhyFixed::word, std::regex(R"([a-z0-9_.,:\[\]"-]*)")},
        {students::WhyFixed::time, std::regex(R"([0-9TZ:. -]*)")},
        {students::WhyFixed::hash, std::regex(R"([!-~]*)")},
        {students::WhyFixed::made, std::regex(R"([!-~]*)")}};
    for (const auto& column : students::text_columns()) {
        EXPECT_EQ(column.treatment == Treatment::fixed, column.why_fixed != students::WhyFixed::none) << column.table;
        auto said = as_said.find(column.why_fixed);
        if (said == as_said.end()) continue;
        db::Query query(column.find);
        auto rows = database().read([&](db::Session& db) { return db.run(query.add("LIKE '%')")); });
        for (std::size_t i = 0; i < rows.size(); ++i)
            EXPECT_TRUE(std::regex_match(db::to_text(rows.cell(i, 0)), said->second))
                << column.table << "." << column.column << ": " << db::to_text(rows.cell(i, 0));
    }
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
