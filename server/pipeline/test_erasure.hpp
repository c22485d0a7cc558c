#pragma once
// For tests of erasures: a hub with the real engine, and one student to be erased, S-7777.
#include "base/json.hpp"
#include "server/audit/chain_store.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/pipeline/rows_about.hpp"
#include "server/pipeline/student_records.hpp"
#include "server/pipeline/test_hub.hpp"
#include "server/students/text_store.hpp"
#include "tests/places.hpp"
#include <fstream>

namespace pipeline
{
inline constexpr auto rules_of_roll = R"(feed: roll
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
inline constexpr auto canary = "S-7777 Canarina Quillfeather";

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
        transact([&](db::Session& db) { feed = feeds::insert(db, {rules_of_roll, {}}, moderator.id).value(); });
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
        std::vector<std::filesystem::path> roots{folder()};
        if (auto host = url().find("host="); host != std::string::npos) {
            auto own = database().read([](db::Session& db) { // other tests keep theirs beside it
                return db.value<std::string>(
                    "SELECT CAST(oid AS text) FROM pg_database WHERE datname = current_database()");
            });
            roots.push_back(std::filesystem::path(url().substr(host + 5)) / "data" / "base" / own);
        }
        std::vector<std::string> found;
        for (const auto& root : roots)
            for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
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
} // namespace pipeline
