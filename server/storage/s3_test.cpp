// What may happen between a hub and its bucket: nothing is lost, and every fault is told in one sentence.
#include "base/sha256.hpp"
#include "server/storage/s3.hpp"
#include "server/storage/storage.hpp"
#include "server/storage/test_s3.hpp"
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace storage
{
namespace
{
namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

struct S3Test : testing::Test {
    void SetUp() override
    {
        auto pattern = (fs::temp_directory_path() / "batchops-s3-XXXXXX").string();
        folder = mkdtemp(pattern.data());
        auto given = test::s3_server();
        if (!given) GTEST_SKIP() << test::why_not();
        settings = *given;
        test::harm("[]");
    }
    ~S3Test() override { fs::remove_all(folder); }

    Storage open_storage() { return {folder, {.free_share = 0}, std::make_unique<S3>(settings, folder)}; }
    void forget_copies() const
    {
        for (const auto& entry : fs::directory_iterator(folder / "storage" / "copies")) fs::remove(entry.path());
    }
    std::string cause() const
    {
        try {
            S3(settings, folder).require_usable();
        } catch (const Unreachable& unreachable) {
            EXPECT_EQ(unreachable.why, Why::unavailable);
            EXPECT_THAT(unreachable.message, HasSubstr("Nothing was lost"));
            return unreachable.cause;
        }
        return "usable";
    }
    fs::path folder;
    S3Settings settings;
};

std::size_t count(const std::string& text, const std::string& word)
{
    std::size_t found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
}

std::string noise(std::size_t bytes)
{
    std::string made(bytes, '\0');
    unsigned state = 7;
    for (char& c : made) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return made;
}

TEST_F(S3Test, each_wrong_setting_is_told_in_one_sentence_that_says_what_to_do)
{
    EXPECT_EQ(cause(), "usable");
    auto right = settings;
    settings.bucket = "nobodys";
    EXPECT_THAT(cause(), HasSubstr("There is no bucket “nobodys”"));
    settings = right;
    settings.region = "us-east-1";
    EXPECT_THAT(cause(), HasSubstr("It is in eu-test-1. Correct s3_region."));
    settings = right;
    settings.access_key = "stranger";
    EXPECT_THAT(cause(), HasSubstr("Correct s3_access_key"));
    settings = right;
    settings.secret_key = "wrong";
    EXPECT_THAT(cause(), HasSubstr("s3_secret_key does not belong to the access key hub"));
    EXPECT_THAT(cause(), Not(HasSubstr("wrong")));
    settings = right;
    settings.endpoint = "http://127.0.0.1:1";
    EXPECT_THAT(cause(), HasSubstr("http://127.0.0.1:1 does not answer"));
    settings = right;
    settings.endpoint = "ftp://files.test";
    EXPECT_THAT(cause(), HasSubstr("is no address"));
    settings = right;
    test::harm(R"([{"does": "skew"}])");
    EXPECT_THAT(cause(), HasSubstr("The clock of this machine is too far"));
}

TEST_F(S3Test, what_passes_is_asked_again)
{
    auto storage = open_storage();
    test::harm(R"([{"method": "PUT", "does": "500"}, {"method": "PUT", "does": "503", "times": 2},
                   {"method": "GET", "does": "503"}, {"method": "GET", "does": "cut"}])");
    auto stored = storage.put(std::string_view(noise(100'000)));
    forget_copies();
    EXPECT_EQ(read_all(*storage.open(Kind::made, stored.sha256)), noise(100'000));
    EXPECT_EQ(count(test::asked(), "\"PUT\""), 4U);
    EXPECT_EQ(count(test::asked(), "\"GET\""), 3U);
}

TEST_F(S3Test, an_answer_that_is_lost_after_the_server_did_it_does_no_harm)
{
    settings.patience = std::chrono::milliseconds(1000);
    auto storage = open_storage();
    test::harm(R"([{"method": "PUT", "does": "late"}])");
    auto stored = storage.put(std::string_view("late"));
    EXPECT_EQ(count(test::asked(), "\"PUT\""), 2U);
    EXPECT_TRUE(storage.is_whole(Kind::made, stored.sha256));
}

TEST_F(S3Test, what_does_not_pass_is_told_and_leaves_the_file_where_it_was)
{
    settings.attempts = 3;
    auto storage = open_storage();
    auto scratch = storage.new_scratch();
    std::ofstream(scratch / "report.csv") << "a\n1\n";
    test::harm(R"([{"method": "PUT", "does": "503", "times": 99}])");
    EXPECT_THROW(storage.put(scratch / "report.csv"), Unreachable);
    EXPECT_EQ(count(test::asked(), "\"PUT\""), 3U);
    EXPECT_TRUE(fs::exists(scratch / "report.csv"));
    test::harm("[]");
    EXPECT_TRUE(storage.is_whole(Kind::made, storage.put(scratch / "report.csv").sha256));
}

TEST_F(S3Test, a_server_that_is_away_is_not_a_file_that_is_lost)
{
    settings.attempts = 2;
    auto storage = open_storage();
    auto stored = storage.put(std::string_view("still there"));
    forget_copies();
    test::harm(R"([{"does": "500", "times": 99}])");
    EXPECT_THROW(storage.open(Kind::made, stored.sha256), Unreachable);
    EXPECT_THROW(storage.has(Kind::made, stored.sha256), Unreachable);
    EXPECT_THROW(storage.is_whole(Kind::made, stored.sha256), Unreachable);
    test::harm("[]");
    EXPECT_THROW(storage.open(Kind::made, sha256_hex("another")), Lost);
}

TEST_F(S3Test, what_cannot_be_taken_here_is_thrown_through_and_not_asked_again)
{
    auto storage = open_storage();
    storage.put(std::string_view("bytes"));
    test::harm("[]");
    S3Client client(settings);
    EXPECT_THROW(client.ask({.method = "GET",
                             .key = key_of(Kind::made, sha256_hex("bytes")),
                             .take = [](std::string_view) { throw Refusal{Why::storage_full, "The disk is full."}; }}),
                 Refusal);
    EXPECT_EQ(count(test::asked(), "\"GET\""), 1U);
}

TEST_F(S3Test, large_objects_go_in_parts_and_a_part_that_fails_ends_them_all)
{
    settings.multipart_above = 100'000;
    settings.part_bytes = 65'536;
    settings.attempts = 2;
    auto storage = open_storage();
    auto bytes = noise(200'000);
    test::harm(R"([{"method": "PUT", "part": "partNumber=3", "does": "503", "times": 9}])");
    EXPECT_THROW(storage.put(std::string_view(bytes)), Unreachable);
    EXPECT_FALSE(storage.has(Kind::made, sha256_hex(bytes)));
    EXPECT_EQ(count(test::asked(), "\"DELETE\""), 1U);
    test::harm(R"([{"method": "PUT", "part": "partNumber=2", "does": "500"}])");
    storage.put(std::string_view(bytes));
    EXPECT_EQ(count(test::asked(), "partNumber="), 5U);
    EXPECT_TRUE(storage.is_whole(Kind::made, sha256_hex(bytes)));
}

TEST_F(S3Test, parts_that_were_joined_with_their_answer_lost_are_fine)
{
    settings.multipart_above = 100'000;
    settings.part_bytes = 65'536;
    settings.patience = std::chrono::milliseconds(1000);
    auto storage = open_storage();
    auto bytes = noise(150'001);
    test::harm(R"([{"method": "POST", "part": "uploadId=", "does": "late"}])");
    storage.put(std::string_view(bytes));
    EXPECT_TRUE(storage.is_whole(Kind::made, sha256_hex(bytes)));
}

TEST_F(S3Test, a_list_goes_on_behind_its_first_page)
{
    S3 bucket(settings, folder);
    for (int i = 0; i < 23; ++i) bucket.write("many/" + std::to_string(i), "x");
    test::harm(R"([{"part": "list-type", "does": "short", "times": 9}])");
    std::vector<std::string> keys;
    bucket.list("many/", [&](const Listed& one) { return keys.push_back(one.key), one.bytes == 1; });
    EXPECT_EQ(keys.size(), 23U);
    EXPECT_EQ(count(test::asked(), "list-type"), 3U);
    std::ranges::sort(keys);
    EXPECT_EQ(std::ranges::unique(keys).size(), 0U);
}

TEST_F(S3Test, a_list_that_is_old_loses_nothing)
{
    auto storage = open_storage();
    auto incoming = storage.receive();
    incoming->write("held by its manifest");
    auto stored = incoming->keep();
    incoming->accepted();
    storage.write_manifest(stored.sha256, 7, "{}");
    test::harm(R"([{"method": "GET", "part": "list-type", "does": "stale", "times": 1}])");
    EXPECT_LE(storage.manifests().size(), 1U);
    EXPECT_EQ(storage.manifests().size(), 1U);
    EXPECT_EQ(read_all(*storage.open(Kind::upload, stored.sha256)), "held by its manifest");
}

TEST_F(S3Test, copies_are_read_without_the_server_compared_each_time_and_make_room)
{
    settings.cache_bytes = 250'000;
    auto storage = open_storage();
    auto copies = folder / "storage" / "copies";
    auto first = storage.put(std::string_view(noise(100'000)));
    auto second = storage.put(std::string_view(noise(100'001)));
    test::harm("[]");
    fs::last_write_time(copies / first.sha256, fs::file_time_type::clock::now() - std::chrono::hours(2));
    fs::last_write_time(copies / second.sha256, fs::file_time_type::clock::now() - std::chrono::hours(1));
    storage.open(Kind::made, first.sha256); // so the second is older
    EXPECT_EQ(test::asked(), "[]");
    storage.put(std::string_view(noise(100'002)));
    EXPECT_TRUE(fs::exists(copies / first.sha256));
    EXPECT_FALSE(fs::exists(copies / second.sha256));
    std::fstream(copies / first.sha256, std::ios::in | std::ios::out) << "rotten";
    EXPECT_EQ(read_all(*storage.open(Kind::made, first.sha256)), noise(100'000)); // from the bucket
    EXPECT_EQ(read_all(*storage.open(Kind::made, second.sha256)), noise(100'001));
}
} // namespace
} // namespace storage
