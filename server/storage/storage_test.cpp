#include "base/result.hpp"
#include "base/sha256.hpp"
#include "server/storage/storage.hpp"
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sys/resource.h>

namespace storage
{
namespace
{
namespace fs = std::filesystem;

struct StorageTest : testing::Test {
    StorageTest()
    {
        auto pattern = (fs::temp_directory_path() / "batchops-storage-XXXXXX").string();
        folder = mkdtemp(pattern.data());
    }
    ~StorageTest() override { fs::remove_all(folder); }

    Stored put(Storage& storage, std::string_view bytes)
    {
        auto incoming = storage.receive();
        incoming->write(bytes.substr(0, 3));
        incoming->write(bytes.substr(3));
        return incoming->keep();
    }
    std::size_t files_in(const char* name)
    {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder / "storage" / name))
            count += entry.is_regular_file();
        return count;
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
};

TEST_F(StorageTest, a_file_is_kept_under_its_hash_and_read_again)
{
    Storage storage(folder);
    auto stored = put(storage, "a,b\n1,2\n");
    EXPECT_EQ(stored.sha256, sha256_hex("a,b\n1,2\n"));
    EXPECT_EQ(stored.bytes, 8);
    EXPECT_TRUE(fs::exists(folder / "storage" / stored.key));
    EXPECT_EQ(read_all(*storage.open_upload(stored.sha256)), "a,b\n1,2\n");
    EXPECT_EQ(files_in("tmp"), 0U);
    EXPECT_EQ(put(storage, "a,b\n1,2\n").key, stored.key); // the same bytes once more
    EXPECT_EQ(files_in("uploads"), 1U);
}

TEST_F(StorageTest, what_is_not_kept_leaves_nothing)
{
    Storage storage(folder);
    storage.receive()->write("half a file");
    EXPECT_EQ(files_in("tmp"), 0U);
    EXPECT_EQ(files_in("uploads"), 0U);
}

TEST_F(StorageTest, a_file_past_the_limit_is_refused_while_it_comes)
{
    Storage storage(folder, {.upload_bytes = 10, .free_share = 0});
    auto incoming = storage.receive();
    incoming->write("0123456789");
    EXPECT_EQ(refusal([&] { incoming->write("x"); }), Why::too_large);
    incoming.reset();
    EXPECT_EQ(files_in("tmp"), 0U);
}

TEST_F(StorageTest, a_full_disk_is_refused_before_and_while_writing_and_works_again_afterwards)
{
    Storage wants_more(folder, {.upload_bytes = 1 << 20, .free_share = 1.1});
    EXPECT_EQ(refusal([&] { wants_more.receive(); }), Why::storage_full);

    Storage storage(folder, {.upload_bytes = 1 << 20, .free_share = 0});
    auto before = signal(SIGXFSZ, SIG_IGN);
    rlimit old{}, small{4096, RLIM_INFINITY}; // EFBIG stands for ENOSPC
    getrlimit(RLIMIT_FSIZE, &old);
    setrlimit(RLIMIT_FSIZE, &small);
    auto why = refusal([&] { storage.receive()->write(std::string(5000, 'x')); });
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, before);
    EXPECT_EQ(why, Why::storage_full);
    EXPECT_EQ(files_in("tmp"), 0U);
    EXPECT_EQ(put(storage, std::string(5000, 'x')).bytes, 5000);
}

TEST_F(StorageTest, a_changed_or_missing_file_is_found_before_it_is_read)
{
    Storage storage(folder);
    auto stored = put(storage, "a,b\n1,2\n");
    storage.open_upload(stored.sha256);
    std::ofstream(folder / "storage" / stored.key) << "a,b\n1,3\n";
    EXPECT_THROW(storage.open_upload(stored.sha256), Corrupt);
    fs::remove(folder / "storage" / stored.key);
    EXPECT_THROW(storage.open_upload(stored.sha256), Corrupt);
    EXPECT_THROW(storage.open_upload("../../etc/passwd"), Corrupt);
}

TEST_F(StorageTest, outputs_of_a_run_move_into_exports)
{
    Storage storage(folder);
    auto scratch = storage.new_scratch();
    std::ofstream(scratch / "clean.csv") << "a\n1\n";
    auto stored = storage.keep_export(scratch / "clean.csv");
    EXPECT_EQ(read_all(*storage.open_export(stored.sha256)), "a\n1\n");
    EXPECT_FALSE(fs::exists(scratch / "clean.csv"));
    EXPECT_TRUE(storage.has_export(stored.sha256));
    EXPECT_FALSE(storage.has_export(sha256_hex("other")));
    EXPECT_EQ(storage.keep_export(std::string_view("a\n1\n")).sha256, stored.sha256);
}

TEST_F(StorageTest, a_sweep_takes_old_orphans_and_leaves_the_rest)
{
    Storage storage(folder);
    auto kept = put(storage, "kept"), orphan = put(storage, "orphan"), young = put(storage, "young");
    storage.write_manifest(orphan.sha256, 7, "{}");
    auto scratch = storage.new_scratch();
    auto age = [&](const fs::path& path) {
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(25));
    };
    age(scratch);
    age(folder / "storage" / kept.key);
    age(folder / "storage" / orphan.key);
    age(folder / "storage" / (orphan.key + ".7.json"));
    std::set<std::string, std::less<>> referenced{kept.sha256};
    EXPECT_EQ(storage.sweep(std::chrono::hours(24), [&](auto, auto sha256) { return referenced.contains(sha256); }),
              3U);
    EXPECT_FALSE(fs::exists(scratch));
    EXPECT_NO_THROW(storage.open_upload(kept.sha256));
    EXPECT_NO_THROW(storage.open_upload(young.sha256));
    EXPECT_THROW(storage.open_upload(orphan.sha256), Corrupt);
}
} // namespace
} // namespace storage
