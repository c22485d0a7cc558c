#include "server/sandbox/child.hpp"
#include "base/no_wait.hpp"
#include "server/sandbox/descriptor.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <span>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace sandbox
{
namespace
{
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int first_free = 100; // above every number the child gets, so that dup2 never hits a source
constexpr milliseconds reap_interval{2};
constexpr milliseconds longest_pause{60'000};

void check(int error, const char* what)
{
    if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

struct Pipe {
    Descriptor read, write;
    Pipe()
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
        read = Descriptor(ends[0]);
        write = Descriptor(ends[1]);
    }
};

Descriptor lifted(int number)
{
    int copy = fcntl(number, F_DUPFD_CLOEXEC, first_free);
    if (copy < 0) throw std::system_error(errno, std::generic_category(), "dup");
    return Descriptor(copy);
}

std::vector<char*> pointers(const std::vector<std::string>& texts)
{
    std::vector<char*> list;
    for (const auto& text : texts) list.push_back(const_cast<char*>(text.c_str()));
    list.push_back(nullptr);
    return list;
}

pid_t spawn(const Command& command, int out, int err)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    check(posix_spawn_file_actions_init(&actions), "posix_spawn");
    check(posix_spawnattr_init(&attributes), "posix_spawn");

    std::vector<Descriptor> held;
    auto place = [&](int from, int to) {
        held.push_back(lifted(from));
        check(posix_spawn_file_actions_adddup2(&actions, held.back().number(), to), "posix_spawn");
    };
    check(posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0), "posix_spawn");
    place(out, 1);
    place(err, 2);
    int next = 3;
    for (int descriptor : command.descriptors) place(descriptor, next++);
    check(posix_spawn_file_actions_addclosefrom_np(&actions, next), "posix_spawn");

    // A group of its own, so that Ctrl-C reaches the parent only, which then stops the child in order; no signal of the
    // parent's stays blocked or ignored.
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

    auto arguments = pointers(command.arguments);
    const std::vector<std::string> environment{"LC_ALL=C.UTF-8", "TZ=UTC"};
    auto variables = pointers(environment);
    pid_t process = 0;
    int failure =
        posix_spawn(&process, command.binary.c_str(), &actions, &attributes, arguments.data(), variables.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    check(failure, command.binary.c_str());
    return process;
}

// Reads what is there; false at the end of the stream.
bool drain(int descriptor, std::string& into)
{
    std::array<char, 1 << 16> buffer;
    auto got = ::read(descriptor, buffer.data(), buffer.size());
    if (got > 0) into.append(buffer.data(), static_cast<std::size_t>(got));
    return got > 0 || (got < 0 && errno == EINTR);
}

class Running
{
public:
    explicit Running(const Command& command) : command_(command), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
        if (!wake_) throw std::system_error(errno, std::generic_category(), "eventfd");
        Pipe out, err;
        process_ = spawn(command, out.write.number(), err.write.number());
        out_ = std::move(out.read);
        err_ = std::move(err.read);
        kill_at_ = Clock::now() + command.deadline;
    }

    ~Running()
    {
        if (process_ == 0) return;
        ::kill(process_, SIGKILL);
        while (wait4(process_, nullptr, 0, nullptr) < 0 && errno == EINTR) {
        }
    }

    Ended listen()
    {
        std::stop_callback on_stop(command_.stop, [this] { eventfd_write(wake_.number(), 1); });
        while (out_ || err_) {
            std::array<pollfd, 3> watched{
                {{out_.number(), POLLIN, 0}, {err_.number(), POLLIN, 0}, {wake_.number(), POLLIN, 0}}};
            wait(watched, longest_pause);
            if (watched[0].revents != 0) hear();
            if (watched[1].revents != 0) log();
        }
        reap();
        return std::move(ended_);
    }

private:
    // Until something happens, the next deadline, or at most `longest`; then sends the signals that are due.
    void wait(std::span<pollfd> watched, milliseconds longest)
    {
        auto left = std::chrono::ceil<milliseconds>(kill_at_ - Clock::now());
        auto pause = killed_ ? longest : std::clamp(left, milliseconds(0), longest);
        if (::poll(watched.data(), watched.size(), static_cast<int>(pause.count())) < 0 && errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "poll");
        if (command_.stop.stop_requested() && !ended_.stop_requested) {
            ended_.stop_requested = true;
            eventfd_t ignored = 0;
            eventfd_read(wake_.number(), &ignored);
            kill_at_ = std::min(kill_at_, Clock::now() + command_.grace);
            ::kill(process_, SIGTERM);
        }
        if (Clock::now() >= kill_at_ && !killed_) {
            killed_ = true;
            ended_.deadline_passed = !ended_.stop_requested;
            ::kill(process_, SIGKILL);
        }
    }

    void hear()
    {
        if (!drain(out_.number(), line_)) return out_.close();
        std::size_t start = 0;
        for (auto end = line_.find('\n', searched_); end != line_.npos; end = line_.find('\n', start)) {
            if (command_.on_line) command_.on_line(std::string_view(line_).substr(start, end - start));
            start = end + 1;
        }
        line_.erase(0, start);
        searched_ = line_.size();
        if (line_.size() > line_bytes && !ended_.talked_too_much) {
            ended_.talked_too_much = true;
            ::kill(process_, SIGKILL);
        }
        if (ended_.talked_too_much) line_.clear();
    }

    void log()
    {
        if (!drain(err_.number(), ended_.log)) return err_.close();
        if (ended_.log.size() > log_bytes) ended_.log.erase(0, ended_.log.size() - log_bytes);
    }

    // The streams are closed, so the child has ended or soon will; a child that closed them and lives on meets its
    // deadline here.
    void reap()
    {
        rusage used{};
        while (true) {
            auto got = wait4(process_, &ended_.status, WNOHANG, &used);
            if (got == process_) break;
            if (got < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "wait4");
            wait({}, reap_interval);
        }
        process_ = 0;
        auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + time.tv_usec / 1e6; };
        ended_.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
        ended_.peak_bytes = used.ru_maxrss * 1024L;
    }

    const Command& command_;
    Descriptor wake_, out_, err_;
    pid_t process_ = 0;
    Clock::time_point kill_at_;
    bool killed_ = false;
    std::string line_;
    std::size_t searched_ = 0; // of line_, without a line end
    Ended ended_;
};
} // namespace

Ended run_child(const Command& command)
{
    no_wait::waits_for("a child");
    return Running(command).listen();
}
} // namespace sandbox
