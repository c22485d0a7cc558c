#include "server/audit/audit_store.hpp"
#include "server/pipeline/housekeeping.hpp"
#include "server/pipeline/test_hub.hpp"
#include <fstream>

namespace pipeline
{
namespace
{
using storage::Kind;
constexpr std::chrono::seconds at_once{-1};

struct ObjectsTest : PipelineTest {
    struct ObjectRow {
        std::string sha256;
        std::optional<std::string> doomed_at;
    };
    // The same bytes may be of both kinds: as they were sent, and as they were published.
    std::optional<ObjectRow> row(const std::string& sha256, std::optional<Kind> kind = std::nullopt)
    {
        auto rows = database().read([&](db::Session& db) {
            db::Query query("SELECT sha256, doomed_at FROM objects WHERE sha256 = ?", sha256);
            if (kind) query.add(" AND kind = ?", *kind);
            return db.run(query);
        });
        if (rows.size() == 0) return std::nullopt;
        auto doomed = rows.cell(0, 1);
        return ObjectRow{db::to_text(rows.cell(0, 0)),
                         db::is_null(doomed) ? std::nullopt : std::optional(db::to_text(doomed))};
    }
    void rot(const std::filesystem::path& path)
    {
        auto written = std::filesystem::last_write_time(path);
        std::fstream(path, std::ios::in | std::ios::out) << '!';
        std::filesystem::last_write_time(path, written);
    }
    std::vector<std::string> actions()
    {
        std::vector<std::string> found;
        for (const auto& event : database().read([](db::Session& db) { return audit::matching(db, {}); }))
            found.push_back(event.action);
        return found;
    }
};
ON_BOTH_ENGINES(ObjectsTest);

TEST_P(ObjectsTest, collection_leaves_everything_that_a_row_refers_to)
{
    send();
    worker().run_one();
    auto orphan = storage_->put(std::string_view("nobody wants this"));
    EXPECT_EQ(collect(*context_), 0U); // not for a day
    EXPECT_TRUE(storage_->has(Kind::made, orphan.sha256));
    EXPECT_EQ(collect(*context_, at_once), 1U);
    EXPECT_FALSE(storage_->has(Kind::made, orphan.sha256));
    EXPECT_FALSE(row(orphan.sha256));
    auto published = reports();
    for (const auto& file : published.at(0).files) EXPECT_TRUE(storage_->is_whole(Kind::made, file.sha256));
    EXPECT_TRUE(storage_->is_whole(Kind::upload, sha256_hex("student_id,amount\n1,2\n")));
    auto checkpoint = database().read(
        [](db::Session& db) { return db.value<std::string>("SELECT output_sha256 FROM stage_results"); });
    EXPECT_TRUE(storage_->is_whole(Kind::made, checkpoint));
}

TEST_P(ObjectsTest, every_stored_file_has_its_row_and_only_what_is_referred_to_lives)
{
    auto sent = send();
    worker().run_one();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder() / "storage")) {
        if (!entry.is_regular_file()) continue;
        auto found = row(entry.path().filename().string());
        ASSERT_TRUE(found) << entry.path();
        EXPECT_FALSE(found->doomed_at) << entry.path();
    }
    transact([&](db::Session& db) { db.exec("DELETE FROM uploads WHERE id = $1", sent.upload->id); });
    collect(*context_);
    EXPECT_TRUE(row(sha256_hex("student_id,amount\n1,2\n"), Kind::upload)->doomed_at);
    send(); // the same bytes again
    EXPECT_FALSE(row(sha256_hex("student_id,amount\n1,2\n"), Kind::upload)->doomed_at);
    EXPECT_GT(collect(*context_, at_once), 0U);
    EXPECT_TRUE(storage_->is_whole(Kind::upload, sha256_hex("student_id,amount\n1,2\n")));
}

TEST_P(ObjectsTest, the_same_bytes_sent_while_they_are_collected_are_not_lost)
{
    constexpr std::string_view bytes = "student_id,amount\n1,2\n";
    std::jthread collector([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) collect(*context_, at_once);
    });
    for (int i = 0; i < 60; ++i) {
        std::optional<runs::Run> sent;
        try { // as the route does it
            auto sha256 = keep(std::string(bytes));
            transact([&](db::Session& db) {
                auto taken =
                    uploads::accept(db, {feed, "2026-W48", "fees.csv", sha256, 22, "", clerk.id, {}, "t", true});
                keep_object(*context_, db, {Kind::upload, sha256, 22});
                sent = runs::find(db, users::Scope::everything(), taken.value().upload.run_id);
            });
        } catch (const storage::Lost&) { // taken away meanwhile, and said so
            continue;
        }
        ASSERT_TRUE(storage_->is_whole(Kind::upload, sha256_hex(bytes))) << "acknowledged and lost";
        transact([&](db::Session& db) { db.exec("DELETE FROM uploads WHERE id = $1", sent->upload->id); });
    }
}

TEST_P(ObjectsTest, an_upload_that_was_refused_leaves_nothing)
{
    {
        auto incoming = storage_->receive();
        incoming->write("refused later");
        incoming->keep();
    }
    EXPECT_FALSE(storage_->has(Kind::upload, sha256_hex("refused later")));
    EXPECT_FALSE(row(sha256_hex("refused later")));
    send("sent before");
    {
        auto incoming = storage_->receive();
        incoming->write("sent before");
        incoming->keep();
    }
    EXPECT_TRUE(storage_->is_whole(Kind::upload, sha256_hex("sent before")));
}

TEST_P(ObjectsTest, what_a_run_refers_to_must_be_there_when_it_commits)
{
    transact([&](db::Session& db) {
        EXPECT_THROW(keep_object(*context_, db, {Kind::made, sha256_hex("gone"), 4}), storage::Lost);
    });
}

TEST_P(ObjectsTest, a_damaged_file_is_found_and_announced_once_to_the_admins)
{
    std::vector<AdminNotice> told;
    context_->tell_admins = [&](db::Session&, const std::string&, const AdminNotice& notice) {
        told.push_back(notice);
    };
    send();
    worker().run_one();
    scrub(*context_);
    EXPECT_TRUE(told.empty());
    auto report = reports().at(0);
    rot(stored_at("exports", report.files.at(1).sha256));
    transact([](db::Session& db) { db.exec("UPDATE objects SET checked_at = NULL"); });
    scrub(*context_);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].words.find("the report Fees, version 1"), std::string::npos) << told[0].words;
    EXPECT_EQ(actions().front(), "storage.damaged");
    scrub(*context_);
    EXPECT_THROW(storage_->open(Kind::made, report.files.at(1).sha256), storage::Lost);
    announce_lost(*context_, register_->take_lost());
    EXPECT_EQ(told.size(), 1U);
}

TEST_P(ObjectsTest, a_file_that_somebody_meets_lost_is_announced)
{
    std::vector<AdminNotice> told;
    context_->tell_admins = [&](db::Session&, const std::string&, const AdminNotice& notice) {
        told.push_back(notice);
    };
    send();
    auto path = stored_at("uploads", sha256_hex("student_id,amount\n1,2\n"));
    std::filesystem::remove(path);
    auto seen = context_->house.seen();
    worker().run_one();
    EXPECT_NE(context_->house.seen(), seen);
    announce_lost(*context_, register_->take_lost());
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NE(told[0].words.find("“fees.csv” for Fees is missing"), std::string::npos) << told[0].words;
    send(); // sending it again heals it
    EXPECT_EQ(database().read([](db::Session& db) { return objects::lost(db); }), 0);
}
} // namespace
} // namespace pipeline
