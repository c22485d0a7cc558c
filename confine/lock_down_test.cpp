#include "confine/lock_down.hpp"
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <spawn.h>
#include <string>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;
using confine::Folders;

namespace
{
constexpr int went_through = 0;

class LockDown : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!confine::calls_are_filtered) GTEST_SKIP() << "sanitizer builds do not filter calls";
        std::string pattern = (fs::temp_directory_path() / "confine-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        fs::create_directories(folder_ / "open");
        std::ofstream(folder_ / "open/font.ttf") << "glyphs";
        std::ofstream(folder_ / "secret.txt") << "secret";
    }
    void TearDown() override
    {
        if (!folder_.empty()) fs::remove_all(folder_);
    }

    std::string path(const char* name) const { return (folder_ / name).string(); }
    Folders readable() const { return {{path("open"), path("not there")}, {}}; }
    Folders writable() const { return {{}, {path("open")}}; }

    // How a confined child that does `deed` ends: with what the deed returns, or with the signal as a negative number.
    static int confined(const std::function<int()>& deed, const Folders& folders = {})
    {
        pid_t child = fork();
        if (child == 0) {
            confine::lock_down({.descriptors = 16}, folders);
            _exit(deed());
        }
        int status = 0;
        waitpid(child, &status, 0);
        return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
    }
    static int opened(const std::string& path, int flags)
    {
        return open(path.c_str(), flags, 0600) >= 0 ? went_through : errno;
    }

    fs::path folder_;
};
} // namespace

TEST_F(LockDown, U7_privileges_are_gone)
{
    EXPECT_EQ(confined([] { return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0); }), 1);
    EXPECT_EQ(confined([] { return prctl(PR_GET_DUMPABLE); }), 0);
}

TEST_F(LockDown, U7_without_folders_no_file_is_opened)
{
    EXPECT_EQ(confined([&] { return opened(path("secret.txt"), O_RDONLY); }), EACCES);
    EXPECT_EQ(confined([&] { return opened(path("secret.txt"), O_WRONLY); }), EACCES);
    EXPECT_EQ(confined([&] { return opened(path("new.txt"), O_RDWR | O_CREAT); }), EACCES);
    EXPECT_EQ(confined([&] { return opened(folder_, O_RDWR | O_TMPFILE); }), EACCES);
    EXPECT_EQ(confined([] { return opened("/proc/self/environ", O_RDONLY); }), EACCES);
    EXPECT_FALSE(fs::exists(path("new.txt")));
}

TEST_F(LockDown, a_readable_folder_is_read_and_nothing_else)
{
    EXPECT_EQ(confined([&] { return opened(path("open/font.ttf"), O_RDONLY); }, readable()), went_through);
    EXPECT_EQ(confined([&] { return opened(path("open/font.ttf"), O_RDWR); }, readable()), EACCES);
    EXPECT_EQ(confined([&] { return opened(path("open/new.ttf"), O_WRONLY | O_CREAT); }, readable()), EACCES);
    EXPECT_EQ(confined([&] { return unlink(path("open/font.ttf").c_str()) == 0 ? went_through : errno; }, readable()),
              EACCES);
    EXPECT_TRUE(fs::exists(path("open/font.ttf")));
}

TEST_F(LockDown, a_writable_folder_takes_files_and_gives_them_up)
{
    auto made_and_removed = [&] {
        if (int error = opened(path("open/spill"), O_RDWR | O_CREAT | O_EXCL)) return error;
        return unlink(path("open/spill").c_str()) == 0 ? went_through : errno;
    };
    EXPECT_EQ(confined(made_and_removed, writable()), went_through);
    EXPECT_EQ(confined([&] { return symlink("/", path("open/link").c_str()) == 0 ? went_through : errno; }, writable()),
              EPERM);
    EXPECT_EQ(
        confined([&] { return chmod(path("open/font.ttf").c_str(), 0777) == 0 ? went_through : errno; }, writable()),
        EPERM);
}

TEST_F(LockDown, U7_outside_of_its_folders_nothing_is_opened_where_the_kernel_has_landlock)
{
    auto missing = [&] {
        for (const auto& one : confine::lock_down({}, readable()))
            if (one.starts_with("landlock: ")) return 1;
        return 0;
    };
    pid_t child = fork();
    if (child == 0) _exit(missing());
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) GTEST_SKIP() << "this kernel has no Landlock";
    EXPECT_EQ(confined([&] { return opened(path("secret.txt"), O_RDONLY); }, readable()), EACCES);
    EXPECT_EQ(confined([&] { return opened(path("open/../secret.txt"), O_RDONLY); }, readable()), EACCES);
    EXPECT_EQ(confined([&] { return opened(path("secret.txt"), O_RDONLY); }, writable()), EACCES);
    EXPECT_EQ(confined([&] { return opened(path("secret.txt"), O_WRONLY); }, writable()), EACCES);
    EXPECT_EQ(confined([&] { return opened(path("new.txt"), O_WRONLY | O_CREAT); }, writable()), EACCES);
    EXPECT_EQ(confined([&] { return rename(path("open/font.ttf").c_str(), path("stolen").c_str()) == 0 ? 0 : errno; },
                       writable()),
              EACCES);
}

TEST_F(LockDown, sockets_programs_and_other_processes_end_it)
{
    auto run_true = [] {
        const char* arguments[] = {"true", nullptr};
        return execv("/bin/true", const_cast<char**>(arguments));
    };
    auto spawn_true = [] {
        char name[] = "true";
        char* arguments[] = {name, nullptr};
        pid_t process = 0;
        return posix_spawn(&process, "/bin/true", nullptr, nullptr, arguments, environ);
    };
    EXPECT_EQ(confined([] { return socket(AF_INET, SOCK_STREAM, 0); }), -SIGSYS);
    EXPECT_EQ(confined([] { return socket(AF_UNIX, SOCK_STREAM, 0); }), -SIGSYS);
    EXPECT_EQ(confined(run_true), -SIGSYS);
    EXPECT_EQ(confined(spawn_true), -SIGSYS);
    EXPECT_EQ(confined([] { return fork() >= 0 ? 0 : errno; }), -SIGSYS);
    EXPECT_EQ(confined([] { return kill(getppid(), 0); }), -SIGSYS);
    rlimit more{64, 64};
    EXPECT_EQ(confined([&] { return setrlimit(RLIMIT_NOFILE, &more); }), -SIGSYS);
}

TEST_F(LockDown, no_memory_becomes_program_code)
{
    auto writable_code = [] {
        auto* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return page == MAP_FAILED ? errno : 0;
    };
    EXPECT_EQ(confined(writable_code), EACCES);
}

TEST_F(LockDown, threads_memory_and_time_go_on)
{
    auto work = [] {
        int sum = 0;
        std::thread([&] { sum = static_cast<int>(std::string(1 << 22, 'x').size() >> 20); }).join();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return sum;
    };
    EXPECT_EQ(confined(work), 4);
}
