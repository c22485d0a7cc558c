#include "server/pipeline/housekeeping.hpp"
#include "server/pipeline/reconcile.hpp"
#include "server/pipeline/test_hub.hpp"

namespace pipeline
{
namespace
{
// As the route does it: the file, its row and its manifest.
struct ReconcileTest : PipelineTest {
    runs::Run send_with_manifest(const std::string& bytes)
    {
        auto sent = send(bytes);
        auto upload = find(sent.upload.value().id);
        storage_->write_manifest(upload.sha256, upload.id, json::serialize(json::encode(upload)));
        return sent;
    }
    uploads::Upload find(std::int64_t id)
    {
        return database().read(
            [&](db::Session& db) { return uploads::find(db, users::Scope::everything(), id).value(); });
    }
    std::vector<std::string> sent_files()
    {
        std::vector<std::string> hashes;
        for (const auto& row : database().read([](db::Session& db) { return uploads::all_stored(db); }))
            hashes.push_back(row.sha256);
        return hashes;
    }
    // The database as it was before anything was sent.
    void restore_older_database()
    {
        transact([](db::Session& db) {
            db.exec("DELETE FROM uploads");
            db.exec("DELETE FROM objects");
        });
    }
};
ON_BOTH_ENGINES(ReconcileTest);

TEST_P(ReconcileTest, what_an_older_database_does_not_know_is_taken_in_again_in_order)
{
    std::vector<std::string> before;
    for (int i = 0; i < 4; ++i) {
        auto sent = send_with_manifest("file " + std::to_string(i));
        transact([&](db::Session& db) {
            uploads::set_accepted_at(db, sent.upload->id, "2026-11-2" + std::to_string(i) + "T08:00:00.000Z");
        });
        auto upload = find(sent.upload->id);
        storage_->write_manifest(upload.sha256, upload.id, json::serialize(json::encode(upload)));
        before.push_back(upload.sha256);
    }
    restore_older_database();
    EXPECT_EQ(collect(*context_, std::chrono::seconds(-1)), 0U);
    auto done = reconcile(*context_);
    EXPECT_EQ(done.adopted, 4);
    EXPECT_TRUE(done.not_adopted.empty());
    EXPECT_EQ(sent_files(), before);
    auto rows = database().read([](db::Session& db) { return uploads::all_stored(db); });
    EXPECT_EQ(find(rows.front().id).accepted_at, "2026-11-20T08:00:00.000Z");
    EXPECT_EQ(find(rows.front().id).uploader.name, "Ben Ito");
    for (std::size_t i = 0; i < rows.size(); ++i) worker().run_one();
    EXPECT_EQ(reports().size(), 4U);
    EXPECT_EQ(reconcile(*context_).adopted, 0);
    EXPECT_EQ(storage_->manifests().size(), 4U);
    collect(*context_, std::chrono::seconds(-1));
    for (const auto& sha256 : before) EXPECT_TRUE(storage_->is_whole(storage::Kind::upload, sha256));
}

TEST_P(ReconcileTest, a_file_with_a_manifest_outlasts_collection_also_where_no_row_knows_it)
{
    send_with_manifest("student_id,amount\n1,2\n");
    transact([](db::Session& db) { db.exec("DELETE FROM uploads"); });
    collect(*context_, std::chrono::seconds(-1));
    EXPECT_TRUE(storage_->is_whole(storage::Kind::upload, sha256_hex("student_id,amount\n1,2\n")));
}

TEST_P(ReconcileTest, one_that_was_cut_off_is_not_taken_in_twice)
{
    auto sent = send_with_manifest("student_id,amount\n1,2\n");
    auto manifest = storage_->read_manifest(storage_->manifests().front());
    restore_older_database();
    EXPECT_EQ(reconcile(*context_).adopted, 1);
    // Killed between the commit and the removal of the old manifest.
    storage_->write_manifest(sha256_hex("student_id,amount\n1,2\n"), sent.upload->id + 1000, manifest);
    reconcile(*context_);
    EXPECT_EQ(sent_files().size(), 1U);
    EXPECT_EQ(storage_->manifests().size(), 1U);
}

TEST_P(ReconcileTest, what_cannot_be_taken_in_is_said_and_stays)
{
    auto sent = send_with_manifest("student_id,amount\n1,2\n");
    auto upload = find(sent.upload->id);
    upload.feed.key = "unknown";
    upload.feed.title = "Trips";
    restore_older_database();
    storage_->write_manifest(upload.sha256, upload.id, json::serialize(json::encode(upload)));
    auto done = reconcile(*context_);
    EXPECT_EQ(done.adopted, 0);
    ASSERT_EQ(done.not_adopted.size(), 1U);
    EXPECT_NE(done.not_adopted[0].find("“fees.csv”, sent by Ben Ito for Trips"), std::string::npos);
    EXPECT_TRUE(storage_->is_whole(storage::Kind::upload, upload.sha256));
}

TEST_P(ReconcileTest, what_is_missing_on_either_side_is_named_and_lost_manifests_are_written_again)
{
    send("one");
    send("two");
    std::filesystem::remove(stored_at("uploads", sha256_hex("two")));
    auto done = reconcile(*context_);
    EXPECT_EQ(done.noted, 1);
    ASSERT_EQ(done.missing.size(), 1U);
    EXPECT_NE(done.missing[0].find(sha256_hex("two")), std::string::npos);
    EXPECT_EQ(storage_->manifests().size(), 1U);
}
} // namespace
} // namespace pipeline
