// The built program as a person uses it.
#include "base/sha256.hpp"
#include "tests/places.hpp"
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

namespace
{
constexpr std::string_view contract = R"(feed: clubs
title: Clubs
department: clubs
schema:
  fields:
    - {name: member, type: string, constraints: {required: true}}
    - {name: fee, type: number}
)";

class Terminal : public testing::Test
{
protected:
    Terminal()
    {
        std::string pattern = testing::TempDir() + "batchops-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        put("clubs.yaml", contract);
        put("clubs.csv", "member,fee\nAnn,0.50\nBob,1\n");
    }
    ~Terminal() override { fs::remove_all(folder_); }

    void put(const std::string& name, std::string_view text) const
    {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }

    struct End {
        int status = -1;
        std::string out; // and errors
    };
    // `prefix` is a command that starts the program.
    End run(const std::string& arguments, const std::string& prefix = "") const
    {
        End end;
        auto command =
            "{ cd " + folder_.string() + "; " + prefix + " " + places::batchops() + " " + arguments + "; } 2>&1";
        auto* pipe = popen(command.c_str(), "r");
        std::array<char, 4096> buffer;
        while (auto got = std::fread(buffer.data(), 1, buffer.size(), pipe)) end.out.append(buffer.data(), got);
        int status = pclose(pipe);
        end.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        return end;
    }
    std::string text(const std::string& name) const
    {
        std::ostringstream out;
        out << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
        return out.str();
    }
    std::vector<std::string> files(const std::string& folder) const
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_ / folder)) names.push_back(entry.path().filename());
        return names;
    }

    fs::path folder_;
};
} // namespace

TEST_F(Terminal, process_leaves_its_outputs_and_nothing_else)
{
    auto end = run("process clubs.csv --contract clubs.yaml --out out");
    EXPECT_EQ(end.status, 0) << end.out;
    EXPECT_THAT(files("out"), testing::UnorderedElementsAre("clean.csv", "findings.json", "report.pdf", "run.json"));
}

TEST_F(Terminal, the_record_has_the_hash_of_every_file_that_was_read_or_written)
{
    std::string many = "member,fee\n";
    for (int n = 0; n < 100'000; ++n) many += "member " + std::to_string(n) + ",1\n";
    put("clubs.csv", many);
    ASSERT_EQ(run("process clubs.csv --contract clubs.yaml --out out").status, 0);
    auto record = text("out/run.json");
    for (const char* name : {"clubs.csv", "out/clean.csv", "out/findings.json", "out/report.pdf"})
        EXPECT_THAT(record, HasSubstr('"' + sha256_hex(text(name)) + '"')) << name;
}

TEST_F(Terminal, a_run_that_cannot_be_done_leaves_no_folder)
{
    put("clubs.csv", "");
    auto end = run("process clubs.csv --contract clubs.yaml --out out");
    EXPECT_EQ(end.status, 2);
    EXPECT_FALSE(fs::exists(folder_ / "out")) << end.out;
}

TEST_F(Terminal, a_folder_that_was_there_keeps_what_it_had)
{
    fs::create_directory(folder_ / "out");
    put("out/letter.txt", "mine");
    put("bad.yaml", "feed: clubs\nno_such_key: 1\n");
    auto end = run("process clubs.csv --contract bad.yaml --out out");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("bad.yaml:2:")) << "each error of the rules with its line";
    EXPECT_THAT(files("out"), testing::ElementsAre("letter.txt"));
}

TEST_F(Terminal, a_bad_reference_is_a_sentence)
{
    auto end = run("check clubs.csv --contract clubs.yaml --reference roster");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("--reference FEED=FILE"));
    EXPECT_EQ(run("check clubs.csv --contract clubs.yaml --reference roster=none.csv").status, 2);
}

TEST_F(Terminal, a_file_without_permission_is_a_sentence)
{
    fs::permissions(folder_ / "clubs.csv", fs::perms::none);
    // Root may read everything unless it gives these rights away.
    auto end = run("extract clubs.csv", geteuid() == 0 ? "setpriv --bounding-set=-dac_override,-dac_read_search" : "");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("may not be read by this user"));
}

TEST_F(Terminal, a_pipe_is_no_file)
{
    auto end = run("extract /dev/null");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("no regular file"));
}

TEST_F(Terminal, an_interrupted_run_ends_soon_and_cleans_up)
{
    std::ofstream big(folder_ / "big.csv");
    big << "member,fee\n";
    for (int i = 0; i < 3'000'000; ++i) big << "Member " << i << ",1.25\n";
    big.close();
    // SIGTERM after a moment; the exit status shows that the program itself ended the run.
    auto end = run("process big.csv --contract clubs.yaml --out out & job=$!; sleep 0.3; kill -TERM $job; wait $job; "
                   "echo status $?");
    EXPECT_THAT(end.out, HasSubstr("The work was stopped on request.\nstatus 2"));
    EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(Terminal, report_writes_one_file)
{
    auto end = run("report clubs.csv --title 'Clubs of the week' --out clubs.pdf");
    EXPECT_EQ(end.status, 0) << end.out;
    EXPECT_THAT(end.out, IsEmpty());
    EXPECT_GT(fs::file_size(folder_ / "clubs.pdf"), 1000U);
    EXPECT_EQ(run("report clubs.csv --title T --out .").status, 2);
}

TEST_F(Terminal, the_tables_of_a_pdf_are_read)
{
    ASSERT_EQ(run("report clubs.csv --title 'Clubs of the week' --out clubs.pdf").status, 0);
    auto end = run("extract clubs.pdf");
    EXPECT_EQ(end.status, 0) << end.out;
    EXPECT_THAT(end.out, HasSubstr(R"("kind":"pdf")"));
    EXPECT_EQ(run("extract clubs.pdf --pages 1").out, end.out);
    EXPECT_EQ(run("extract clubs.pdf --pages 7").status, 2);
    EXPECT_THAT(run("extract clubs.pdf --pages none").out, HasSubstr("names no pages"));
    EXPECT_EQ(run("extract clubs.pdf --area all").out, end.out);
    EXPECT_THAT(run("extract clubs.pdf --area 0,97,100,100").out, HasSubstr("No table was found"));
    auto wrong = run("extract clubs.pdf --area 10,20");
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.out, HasSubstr("in percent of the page"));
}

TEST_F(Terminal, a_pdf_that_is_cut_off_is_a_sentence)
{
    put("cut.pdf", "%PDF-1.7\n1 0 obj <</Type /Cat");
    auto end = run("extract cut.pdf");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("“cut.pdf” is a PDF document that is damaged or cut off"));
}

TEST_F(Terminal, a_locked_pdf_is_opened_with_its_password)
{
    ASSERT_EQ(run("report clubs.csv --title 'Clubs' --out clubs.pdf").status, 0);
    ASSERT_EQ(
        std::system(("cd " + folder_.string() + " && qpdf --encrypt open sesame 256 -- clubs.pdf locked.pdf").c_str()),
        0);
    put("right.txt", "open\n");
    put("wrong.txt", "closed\n");
    auto end = run("extract locked.pdf");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("“locked.pdf” is locked with a password"));
    EXPECT_THAT(run("extract locked.pdf --password-file wrong.txt").out,
                HasSubstr("The password does not open “locked.pdf”"));
    EXPECT_EQ(run("extract locked.pdf --csv --password-file right.txt").out, run("extract clubs.pdf --csv").out);
}

TEST_F(Terminal, a_pdf_is_processed_like_any_file)
{
    ASSERT_EQ(run("report clubs.csv --title 'Clubs of the week' --out clubs.pdf").status, 0);
    auto end = run("process clubs.pdf --contract clubs.yaml --out out");
    EXPECT_EQ(end.status, 0) << end.out;
    std::ifstream clean(folder_ / "out/clean.csv");
    std::string text((std::istreambuf_iterator<char>(clean)), {});
    EXPECT_THAT(text, HasSubstr("Ann,0.50"));
}

TEST_F(Terminal, pages_are_drawn_with_the_cells_that_were_found)
{
    ASSERT_EQ(run("report clubs.csv --title 'Clubs of the week' --out clubs.pdf").status, 0);
    EXPECT_EQ(run("extract clubs.pdf --picture drawn").out, run("extract clubs.pdf").out);
    EXPECT_THAT(files("drawn"), testing::ElementsAre("page-1.png"));
    std::ifstream picture(folder_ / "drawn/page-1.png", std::ios::binary);
    std::string png((std::istreambuf_iterator<char>(picture)), {});
    EXPECT_THAT(png, testing::StartsWith("\x89PNG"));
    auto end = run("extract clubs.csv --picture drawn");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("drawn for PDF files only"));
}

TEST_F(Terminal, the_password_stands_in_a_file)
{
    auto end = run("extract clubs.csv --password-file none.txt");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("none.txt"));
    EXPECT_EQ(run("extract clubs.csv --password secret").status, 2) << "no password on the command line";
}

TEST_F(Terminal, engine_mode_without_a_job_refuses)
{
    EXPECT_NE(run("engine-child 3</dev/null").status, 0);
    EXPECT_THAT(run("--help").out, testing::Not(HasSubstr("engine-child")));
}

TEST_F(Terminal, rules_that_are_inferred_from_a_file_check_it_clean)
{
    put("fees 2026-09.csv", "Member No;Paid on;Fee\n007;13.09.2026;1,50\n008;14.09.2026;2,00\n009;15.09.2026;0,25\n");
    put("fees 2026-10.csv", "Member No;Paid on;Fee\n007;13.10.2026;1,50\n010;14.10.2026;12,00\n");
    auto end = run("infer 'fees 2026-09.csv' 'fees 2026-10.csv' --quiet > fees.yaml");
    EXPECT_EQ(end.status, 0) << end.out;
    EXPECT_EQ(run("check 'fees 2026-09.csv' --contract fees.yaml --quiet").out, "");
    EXPECT_EQ(run("check 'fees 2026-10.csv' --contract fees.yaml --quiet").status, 0);
    end = run("infer 'fees 2026-09.csv' --schema --quiet > fees.json");
    EXPECT_EQ(end.status, 0) << end.out;
    end = run("check 'fees 2026-09.csv' --contract fees.json");
    EXPECT_EQ(end.status, 1) << "a Table Schema has no steps for day-first dates and decimal commas\n" << end.out;
    EXPECT_THAT(end.out, HasSubstr("1,50"));
}

TEST_F(Terminal, nothing_is_inferred_from_what_is_no_table)
{
    put("empty.csv", "a,b\n");
    auto end = run("infer clubs.csv empty.csv");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("“empty.csv” has no table with rows"));
    EXPECT_EQ(run("infer none.csv").status, 2);
}

TEST_F(Terminal, the_last_period_is_compared_by_its_counts)
{
    put("clubs.yaml", std::string(contract) + "delivery: period\nperiod: week\nhistory: {rows: 25%}\n");
    put("last.csv", "member,fee\nCyd,1\nDee,2\nEve,3\nFay,4\n");
    auto end = run("check clubs.csv --contract clubs.yaml --history last.csv");
    EXPECT_EQ(end.status, 1) << end.out;
    EXPECT_THAT(end.out, HasSubstr("There are 2 rows, the last version had 4"));
    EXPECT_EQ(run("check clubs.csv --contract clubs.yaml").status, 0);
}

TEST_F(Terminal, the_name_of_a_file_is_held_against_its_period)
{
    put("clubs.yaml", std::string(contract) + "delivery: period\nperiod: week\n");
    put("clubs-2026-W47.csv", "member,fee\nAnn,1\n");
    auto end = run("check clubs-2026-W47.csv --contract clubs.yaml --period 2026-W48");
    EXPECT_EQ(end.status, 1) << end.out;
    EXPECT_THAT(end.out, HasSubstr("--repair wrong_period=keep   It is for 2026-W48\n"));
    EXPECT_EQ(run("check clubs-2026-W47.csv --contract clubs.yaml").status, 0);
}

TEST_F(Terminal, what_needs_a_hub_is_handed_over_whole)
{
    auto help = run("--help").out;
    for (const char* name : {"serve", "reset-password", "audit", "openapi"}) EXPECT_THAT(help, HasSubstr(name));
    auto end = run("serve --help");
    EXPECT_EQ(end.status, 0);
    EXPECT_THAT(end.out, HasSubstr("--no-demo"));
    end = run("audit verify --data 'no such folder'");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("no hub in no such folder"));
    end = run("serve --port 1 surplus");
    EXPECT_EQ(end.status, 2);
    EXPECT_THAT(end.out, HasSubstr("surplus"));
}

TEST_F(Terminal, a_hub_that_is_not_installed_is_a_sentence)
{
    fs::copy_file(places::batchops(), folder_ / "batchops");
    std::array<char, 4096> buffer{};
    auto* pipe = popen(((folder_ / "batchops").string() + " openapi 2>&1").c_str(), "r");
    auto got = std::fread(buffer.data(), 1, buffer.size(), pipe);
    EXPECT_EQ(WEXITSTATUS(pclose(pipe)), 2);
    EXPECT_THAT(std::string(buffer.data(), got), HasSubstr("batchops-hub"));
}
