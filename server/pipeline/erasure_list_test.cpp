#include "server/pipeline/erasure_list.hpp"
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <system_error>

namespace pipeline
{
namespace
{
namespace fs = std::filesystem;

struct ErasureListTest : testing::Test {
    ErasureListTest()
    {
        auto pattern = (fs::temp_directory_path() / "batchops-list-XXXXXX").string();
        folder = mkdtemp(pattern.data());
    }
    ~ErasureListTest() override { fs::remove_all(folder); }
    static ListedErasure erasure(std::int64_t number)
    {
        return {"id" + std::to_string(number), "2026-11-29", "Ada", "sealed", "", number};
    }
    std::vector<std::string> ids(const ErasureList& list)
    {
        std::vector<std::string> found;
        for (const auto& one : list.all().erasures) found.push_back(one.id);
        return found;
    }
    void write(const char* name, const std::string& text) { std::ofstream(folder / name, std::ios::app) << text; }
    fs::path folder;
};
using Ids = std::vector<std::string>;

TEST_F(ErasureListTest, P1_a_torn_line_costs_nothing_but_itself)
{
    ErasureList list(folder);
    list.add(erasure(1));
    write("erasures.jsonl", R"({"id":"id2","at":"20)"); // a crash in the middle of it
    EXPECT_EQ(ids(list), Ids{"id1"});
    EXPECT_EQ(list.all().torn, 1);
    list.add(erasure(3));
    EXPECT_EQ(ids(list), (Ids{"id1", "id3"}));
}

TEST_F(ErasureListTest, P1_a_full_disk_leaves_no_part_of_a_line)
{
    ErasureList list(folder);
    list.add(erasure(1));
    auto size = fs::file_size(folder / "erasures.jsonl");
    auto before = signal(SIGXFSZ, SIG_IGN);
    rlimit old{}, small{size + 10, RLIM_INFINITY};
    getrlimit(RLIMIT_FSIZE, &old);
    setrlimit(RLIMIT_FSIZE, &small);
    EXPECT_THROW(list.add(erasure(2)), std::system_error);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, before);
    EXPECT_EQ(fs::file_size(folder / "erasures.jsonl"), size);
    list.add(erasure(3));
    EXPECT_EQ(ids(list), (Ids{"id1", "id3"}));
    EXPECT_EQ(list.all().torn, 0);
}

TEST_F(ErasureListTest, P1_the_second_home_knows_what_a_restored_folder_does_not)
{
    ErasureList list(folder, folder / "elsewhere" / "list.jsonl");
    list.add(erasure(1));
    fs::copy_file(folder / "erasures.jsonl", folder / "backup");
    list.add(erasure(2));
    fs::copy_file(folder / "backup", folder / "erasures.jsonl", fs::copy_options::overwrite_existing);
    EXPECT_EQ(ids(ErasureList(folder)), Ids{"id1"});
    EXPECT_EQ(ids(list), (Ids{"id1", "id2"}));
    EXPECT_EQ(list.all().lacking, 1);
    list.mend(list.all().erasures);
    EXPECT_EQ(ids(ErasureList(folder)), (Ids{"id1", "id2"}));
    EXPECT_EQ(list.all().lacking, 0);
}

TEST_F(ErasureListTest, P1_lines_from_before_there_were_numbers_are_read)
{
    write("erasures.jsonl", R"({"id":"old","at":"2026-01-01","by":"Ada","sealed_identifier":"x"})"
                            "\n");
    EXPECT_EQ(ids(ErasureList(folder)), Ids{"old"});
}
} // namespace
} // namespace pipeline
