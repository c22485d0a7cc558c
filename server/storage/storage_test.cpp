#include "base/result.hpp"
#include "base/sha256.hpp"
#include "server/storage/folder.hpp"
#include "server/storage/s3.hpp"
#include "server/storage/storage.hpp"
#include "server/storage/test_s3.hpp"
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace storage
{
namespace
{
namespace fs = std::filesystem;

enum class Where { folder, bucket };
std::string name_of(const testing::TestParamInfo<Where>& info)
{
    return info.param == Where::folder ? "folder" : "bucket";
}

// Every test runs in a folder and in a bucket that is empty.
struct StorageTest : testing::TestWithParam<Where> {
    void SetUp() override
    {
        auto pattern = (fs::temp_directory_path() / "batchops-storage-XXXXXX").string();
        folder = mkdtemp(pattern.data());
        if (GetParam() == Where::folder) return;
        settings = test::s3_server();
        if (!settings) GTEST_SKIP() << test::why_not();
        test::harm("[]");
        std::vector<std::string> keys;
        auto bucket = backend();
        bucket->list("", [&](const Listed& one) { return keys.push_back(one.key), true; });
        for (const auto& key : keys) bucket->remove(key);
    }
    ~StorageTest() override { fs::remove_all(folder); }

    std::unique_ptr<Backend> backend() const
    {
        if (GetParam() == Where::folder) return std::make_unique<Folder>(folder);
        return std::make_unique<S3>(*settings, folder);
    }
    Storage open_storage(StorageLimits limits = {.free_share = 0}) { return {folder, limits, backend()}; }

    Stored put(Storage& storage, std::string_view bytes)
    {
        auto incoming = storage.receive();
        incoming->write(bytes.substr(0, 3));
        incoming->write(bytes.substr(3));
        auto stored = incoming->keep();
        incoming->accepted();
        return stored;
    }
    std::size_t temporary_files() const
    {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder / "storage" / "tmp"), fs::directory_iterator()));
    }
    std::size_t objects_in(const std::string& prefix) const
    {
        std::size_t count = 0;
        backend()->list(prefix, [&](const Listed&) { return ++count, true; });
        return count;
    }
    // Changes the bytes of an object without a trace in its size and time, and forgets what is nearby.
    void rot(const std::string& key, std::string_view bytes) const
    {
        if (GetParam() == Where::bucket) {
            backend()->write(key, bytes);
            fs::remove_all(folder / "storage" / "copies");
            fs::create_directory(folder / "storage" / "copies");
            return;
        }
        auto path = folder / "storage" / key;
        auto written = fs::last_write_time(path);
        std::fstream(path, std::ios::in | std::ios::out) << bytes;
        fs::last_write_time(path, written);
    }
    template <class Work> Why refusal(Work work)
    {
        try {
            work();
        } catch (const Refusal& refused) {
            EXPECT_FALSE(refused.message.empty());
            return refused.why;
        }
        ADD_FAILURE() << "nothing was refused";
        return Why::invalid;
    }
    fs::path folder;
    std::optional<S3Settings> settings;
};
INSTANTIATE_TEST_SUITE_P(, StorageTest, testing::Values(Where::folder, Where::bucket), name_of);

TEST_P(StorageTest, a_file_is_kept_under_its_hash_and_read_again)
{
    auto storage = open_storage();
    auto stored = put(storage, "a,b\n1,2\n");
    EXPECT_EQ(stored.sha256, sha256_hex("a,b\n1,2\n"));
    EXPECT_EQ(stored.bytes, 8);
    EXPECT_TRUE(backend()->has(stored.key));
    EXPECT_EQ(read_all(*storage.open(Kind::upload, stored.sha256)), "a,b\n1,2\n");
    EXPECT_EQ(temporary_files(), 0U);
    EXPECT_EQ(put(storage, "a,b\n1,2\n").key, stored.key); // the same bytes once more
    EXPECT_EQ(objects_in("uploads/"), 1U);
}

TEST_P(StorageTest, what_is_not_kept_leaves_nothing)
{
    auto storage = open_storage();
    storage.receive()->write("half a file");
    EXPECT_EQ(temporary_files(), 0U);
    EXPECT_EQ(objects_in("uploads/"), 0U);
}

TEST_P(StorageTest, a_file_past_the_limit_is_refused_while_it_comes)
{
    auto storage = open_storage({.upload_bytes = 10, .free_share = 0});
    auto incoming = storage.receive();
    incoming->write("0123456789");
    EXPECT_EQ(refusal([&] { incoming->write("x"); }), Why::too_large);
    incoming.reset();
    EXPECT_EQ(temporary_files(), 0U);
}

TEST_P(StorageTest, a_full_disk_is_refused_before_and_while_writing_and_works_again_afterwards)
{
    auto wants_more = open_storage({.upload_bytes = 1 << 20, .free_share = 1.1});
    EXPECT_EQ(refusal([&] { wants_more.receive(); }), Why::storage_full);

    auto storage = open_storage({.upload_bytes = 1 << 20, .free_share = 0});
    auto before = signal(SIGXFSZ, SIG_IGN);
    rlimit old{}, small{4096, RLIM_INFINITY}; // EFBIG stands for ENOSPC
    getrlimit(RLIMIT_FSIZE, &old);
    setrlimit(RLIMIT_FSIZE, &small);
    auto why = refusal([&] { storage.receive()->write(std::string(5000, 'x')); });
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, before);
    EXPECT_EQ(why, Why::storage_full);
    EXPECT_EQ(temporary_files(), 0U);
    EXPECT_EQ(put(storage, std::string(5000, 'x')).bytes, 5000);
}

// Remembers what storage told it.
struct Told final : Register {
    void coming(Kind, std::span<const Stored> objects) override
    {
        for (const auto& one : objects) came.push_back(one.sha256);
    }
    void refused(Kind, const std::string& sha256) noexcept override { refusals.push_back(sha256); }
    void lost(const Lost& lost) noexcept override { losses.emplace_back(lost.sha256, lost.missing); }
    std::vector<std::string> came, refusals;
    std::vector<std::pair<std::string, bool>> losses;
};

TEST_P(StorageTest, a_file_is_compared_with_its_name_every_time_it_is_opened)
{
    auto storage = open_storage();
    Told told;
    storage.use(told);
    auto stored = put(storage, "a,b\n1,49.50\n");
    EXPECT_EQ(storage.open(Kind::upload, stored.sha256)->size(), stored.bytes);
    rot(stored.key, "a,b\n1,19.50\n"); // bits rot without a new time
    EXPECT_EQ(refusal([&] { storage.open(Kind::upload, stored.sha256); }), Why::unavailable);
    EXPECT_FALSE(storage.is_whole(Kind::upload, stored.sha256));
    backend()->remove(stored.key);
    EXPECT_THROW(storage.open(Kind::upload, stored.sha256), Lost);
    EXPECT_THROW(storage.open(Kind::upload, "../../etc/passwd"), Lost);
    ASSERT_EQ(told.losses.size(), 3U);
    EXPECT_EQ(told.losses[0], std::pair(stored.sha256, false));
    EXPECT_EQ(told.losses[1], std::pair(stored.sha256, true));
}

TEST_P(StorageTest, every_object_is_told_of_before_it_has_its_name)
{
    auto storage = open_storage();
    struct Looking final : Register {
        explicit Looking(std::unique_ptr<Backend> where) : backend(std::move(where)) {}
        void coming(Kind, std::span<const Stored> objects) override
        {
            for (const auto& one : objects) there += backend->has(one.key);
            came += objects.size();
        }
        void refused(Kind, const std::string&) noexcept override {}
        void lost(const Lost&) noexcept override {}
        std::unique_ptr<Backend> backend;
        std::size_t came = 0;
        int there = 0;
    } looking(backend());
    storage.use(looking);
    put(storage, "sent");
    storage.put(std::string_view("made"));
    auto scratch = storage.new_scratch();
    std::ofstream(scratch / "one") << "1";
    std::ofstream(scratch / "two") << "2";
    storage.put(std::vector{scratch / "one", scratch / "two"});
    EXPECT_EQ(looking.came, 4U);
    EXPECT_EQ(looking.there, 0);
}

TEST_P(StorageTest, an_upload_that_is_not_accepted_is_given_back)
{
    auto storage = open_storage();
    Told told;
    storage.use(told);
    std::string sha256;
    {
        auto incoming = storage.receive();
        incoming->write("refused");
        sha256 = incoming->keep().sha256;
        EXPECT_TRUE(told.refusals.empty());
    }
    EXPECT_EQ(told.refusals, std::vector{sha256});
    put(storage, "accepted");
    EXPECT_EQ(told.refusals.size(), 1U);
}

TEST_P(StorageTest, outputs_of_a_run_move_into_exports)
{
    auto storage = open_storage();
    auto scratch = storage.new_scratch();
    std::ofstream(scratch / "clean.csv") << "a\n1\n";
    auto stored = storage.put(scratch / "clean.csv");
    EXPECT_EQ(read_all(*storage.open(Kind::made, stored.sha256)), "a\n1\n");
    EXPECT_FALSE(fs::exists(scratch / "clean.csv"));
    EXPECT_TRUE(storage.is_whole(Kind::made, stored.sha256));
    EXPECT_FALSE(storage.is_whole(Kind::made, sha256_hex("other")));
    EXPECT_EQ(storage.put(std::string_view("a\n1\n")).sha256, stored.sha256);
}

TEST_P(StorageTest, an_upload_with_a_manifest_is_not_removed)
{
    auto storage = open_storage();
    auto stored = put(storage, "kept");
    storage.write_manifest(stored.sha256, 7, "{}");
    auto manifests = storage.manifests();
    ASSERT_EQ(manifests.size(), 1U);
    EXPECT_EQ(manifests[0].sha256, stored.sha256);
    EXPECT_EQ(manifests[0].upload_id, 7);
    EXPECT_EQ(storage.read_manifest(manifests[0]), "{}");
    EXPECT_FALSE(storage.remove(Kind::upload, stored.sha256));
    EXPECT_TRUE(storage.is_whole(Kind::upload, stored.sha256));
    storage.remove_manifest(stored.sha256, 7);
    EXPECT_TRUE(storage.remove(Kind::upload, stored.sha256));
    EXPECT_EQ(objects_in("uploads/"), 0U);
}

TEST_P(StorageTest, temporary_files_are_swept_by_their_age)
{
    auto storage = open_storage();
    auto old = storage.new_scratch(), young = storage.new_scratch();
    fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(25));
    EXPECT_EQ(storage.sweep_temporary(std::chrono::hours(24)), 1U);
    EXPECT_FALSE(fs::exists(old));
    EXPECT_TRUE(fs::exists(young));
    EXPECT_EQ(storage.sweep_temporary(std::chrono::seconds(-1)), 1U);
}
} // namespace
} // namespace storage
