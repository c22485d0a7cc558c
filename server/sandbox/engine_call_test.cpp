#include "confine/lock_down.hpp"
#include "server/sandbox/child.hpp"
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/engine_call.hpp"
#include "server/sandbox/events.hpp"
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace sandbox;
using namespace std::chrono_literals;

namespace
{
// The children of these tests are this test program itself, started as `victim <deed>`.
[[noreturn]] void commit(std::string_view deed)
{
    Limits limits{
        .memory_bytes = 256 << 20, .cpu_seconds = deed == "burn" ? 1 : 60, .file_bytes = 1 << 20, .descriptors = 16};
    auto file = anonymous_file("output");
    confine::lock_down(limits);
    if (deed == "crash") {
        signal(SIGSEGV, SIG_DFL); // a sanitizer has its own
        raise(SIGSEGV);
    }
    if (deed == "connect") socket(AF_INET, SOCK_STREAM, 0);
    if (deed == "spin" || deed == "burn")
        for (std::atomic<long> turn = 0;; ++turn) {
        }
    if (deed == "hoard") {
        for (int i = 0; i < 4096; ++i) {
            auto* block = static_cast<char*>(std::malloc(1 << 20));
            if (!block) _exit(static_cast<int>(ChildExit::out_of_memory));
            std::memset(block, 1, 1 << 20);
        }
    }
    if (deed == "stubborn") {
        signal(SIGTERM, SIG_IGN);
        say({{"event", "started"}, {"stage", "read"}});
        for (;;) pause();
    }
    if (deed == "quiet") { // closes its streams and lives on
        close(1);
        close(2);
        for (;;) pause();
    }
    if (deed == "babble") {
        std::string noise(1 << 20, 'x');
        for (;;)
            if (write(1, noise.data(), noise.size()) < 0) break;
    }
    if (deed == "nonsense") say({{"event", "party"}});
    if (deed == "grow") {
        std::string page(1 << 16, 'x');
        long written = 0;
        for (long put = 0; (put = write(file.number(), page.data(), page.size())) > 0;) written += put;
        dprintf(2, "wrote %ld, then %s", written, std::strerror(errno));
    }
    if (deed == "log")
        for (int i = 0; i < 20'000; ++i) dprintf(2, "line %d\n", i);
    if (deed == "done") say({{"event", "done"}});
    if (deed == "limits") {
        rlimit core{}, files{};
        getrlimit(RLIMIT_CORE, &core);
        getrlimit(RLIMIT_NOFILE, &files);
        dprintf(2, "core %lu files %lu privs %d dumpable %d secret %s", core.rlim_max, files.rlim_cur,
                prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), prctl(PR_GET_DUMPABLE),
                getenv("BATCHOPS_SECRET") ? "yes" : "no");
        say({{"event", "done"}});
    }
    _exit(0);
}

__attribute__((constructor)) void be_a_victim(int count, char** arguments)
{
    if (count == 2 && std::strcmp(arguments[0], "victim") == 0) commit(arguments[1]);
}

EngineCall call(const std::string& deed)
{
    EngineCall call;
    call.binary = "/proc/self/exe"; // this program is the child
    call.arguments = {"victim", deed};
    call.deadline = 20s;
    call.job.file_name = "marks.csv";
    return call;
}
} // namespace

TEST(EngineCall, the_answer_of_a_child_arrives)
{
    auto outcome = run_engine(call("done"));
    EXPECT_EQ(outcome.ending, Ending::answered);
    EXPECT_TRUE(outcome.done);
    EXPECT_GT(outcome.peak_bytes, 0);
}

TEST(EngineCall, a_crash_is_an_outcome_with_its_signal_and_the_file)
{
    auto outcome = run_engine(call("crash"));
    EXPECT_EQ(outcome.ending, Ending::crashed);
    EXPECT_EQ(outcome.signal, SIGSEGV);
    EXPECT_NE(outcome.message.find("marks.csv"), std::string::npos) << outcome.message;
}

TEST(EngineCall, an_endless_loop_ends_at_the_deadline)
{
    auto endless = call("spin");
    endless.deadline = 1s;
    auto outcome = run_engine(endless);
    EXPECT_EQ(outcome.ending, Ending::too_slow);
    EXPECT_NE(outcome.message.find("time limit of 1 s"), std::string::npos) << outcome.message;
}

TEST(EngineCall, an_endless_loop_ends_at_its_limit_of_computing_time)
{
    EXPECT_EQ(run_engine(call("burn")).ending, Ending::too_slow);
}

TEST(EngineCall, U7_a_bomb_meets_its_memory_limit)
{
    if (!confine::memory_is_limited) GTEST_SKIP() << "sanitizer builds do not limit the address space";
    auto outcome = run_engine(call("hoard"));
    EXPECT_EQ(outcome.ending, Ending::out_of_memory);
    EXPECT_LT(outcome.peak_bytes, 300 << 20);
}

TEST(EngineCall, U7_a_call_that_reading_never_needs_is_refused_by_the_sandbox)
{
    if (!confine::calls_are_filtered) GTEST_SKIP() << "sanitizer builds do not filter calls";
    auto outcome = run_engine(call("connect"));
    EXPECT_EQ(outcome.ending, Ending::refused_by_sandbox);
    EXPECT_NE(outcome.message.find("“marks.csv”"), std::string::npos) << outcome.message;
}

TEST(EngineCall, an_output_without_end_is_cut_off)
{
    EXPECT_EQ(run_engine(call("grow")).log, "wrote 1048576, then File too large");
}

TEST(EngineCall, a_stop_ends_even_a_child_that_ignores_it)
{
    Command command;
    command.binary = "/proc/self/exe";
    command.arguments = {"victim", "stubborn"};
    std::stop_source source;
    command.stop = source.get_token();
    command.grace = 200ms;
    command.on_line = [&](std::string_view) { source.request_stop(); };
    auto ended = run_child(command);
    EXPECT_TRUE(ended.stop_requested);
    EXPECT_FALSE(ended.deadline_passed);
    EXPECT_TRUE(WIFSIGNALED(ended.status) && WTERMSIG(ended.status) == SIGKILL);
}

TEST(EngineCall, a_stop_from_another_thread_ends_the_work_at_once)
{
    std::stop_source source;
    auto endless = call("spin");
    endless.stop = source.get_token();
    std::jthread asker([&] { source.request_stop(); });
    auto outcome = run_engine(endless);
    EXPECT_EQ(outcome.ending, Ending::stopped);
}

TEST(EngineCall, a_child_that_hides_from_its_parent_meets_the_deadline)
{
    auto hidden = call("quiet");
    hidden.deadline = 1s;
    EXPECT_EQ(run_engine(hidden).ending, Ending::too_slow);
}

TEST(EngineCall, a_child_that_never_ends_its_line_is_cut_off)
{
    EXPECT_EQ(run_engine(call("babble")).ending, Ending::failed);
}

TEST(EngineCall, what_is_no_event_is_not_believed) { EXPECT_THROW(run_engine(call("nonsense")), std::runtime_error); }

TEST(EngineCall, of_a_long_log_the_end_is_kept)
{
    auto outcome = run_engine(call("log"));
    EXPECT_LE(outcome.log.size(), log_bytes);
    EXPECT_TRUE(outcome.log.ends_with("line 19999\n"));
    EXPECT_EQ(outcome.ending, Ending::failed) << "no answer was given";
}

TEST(EngineCall, U7_a_child_has_no_secrets_no_privileges_and_no_core_dump)
{
    setenv("BATCHOPS_SECRET", "canary", 1);
    auto outcome = run_engine(call("limits"));
    unsetenv("BATCHOPS_SECRET");
    EXPECT_EQ(outcome.log, "core 0 files 16 privs 1 dumpable 0 secret no");
}

TEST(EngineCall, a_binary_that_is_not_there_is_an_accident_with_its_name)
{
    auto missing = call("done");
    missing.binary = "/nonexistent/batchops";
    try {
        run_engine(missing);
        FAIL() << "expected an exception";
    } catch (const std::system_error& error) {
        EXPECT_NE(std::string(error.what()).find("/nonexistent/batchops"), std::string::npos) << error.what();
    }
}
