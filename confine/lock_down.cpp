#include "confine/lock_down.hpp"
#include "confine/filter.hpp"
#include "confine/landlock.hpp"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

namespace confine
{
namespace
{
constexpr std::int64_t seconds_to_say_why = 5;

// Never above what the process was given.
void limit(__rlimit_resource resource, std::int64_t soft, std::int64_t hard)
{
    rlimit now{};
    if (getrlimit(resource, &now) != 0) throw std::system_error(errno, std::generic_category(), "getrlimit");
    now.rlim_max = std::min(now.rlim_max, static_cast<rlim_t>(hard));
    now.rlim_cur = std::min(now.rlim_max, static_cast<rlim_t>(soft));
    if (setrlimit(resource, &now) != 0) throw std::system_error(errno, std::generic_category(), "setrlimit");
}

void control(int option, unsigned long value)
{
    if (prctl(option, value, 0UL, 0UL, 0UL) != 0) throw std::system_error(errno, std::generic_category(), "prctl");
}

// Root without these may only do what the owner of its files may.
void drop_capabilities()
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3]{};
    if (syscall(SYS_capset, &header, none) != 0) throw std::system_error(errno, std::generic_category(), "capset");
}

void set_limits(const Limits& limits)
{
    if (memory_is_limited) limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
    limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + seconds_to_say_why);
    limit(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
    std::signal(SIGXFSZ, SIG_IGN); // writes past it fail like writes to a full disk, with a sentence
    limit(RLIMIT_NOFILE, limits.descriptors, limits.descriptors);
    limit(RLIMIT_CORE, 0, 0);
}
} // namespace

std::vector<std::string> lock_down(const Limits& limits, const Folders& folders)
{
    std::vector<std::string> missing;
    control(PR_SET_NO_NEW_PRIVS, 1);
    control(PR_SET_DUMPABLE, 0);
    control(PR_SET_PDEATHSIG, SIGKILL);
    if (calls_are_filtered)
        if (int failure = restrict_folders(folders))
            missing.push_back("landlock: " + std::generic_category().message(failure));
    drop_capabilities();
    set_limits(limits);
    if (calls_are_filtered)
        if (int failure = filter_calls(folders))
            missing.push_back("seccomp: " + std::generic_category().message(failure));
    return missing;
}
} // namespace confine
