#include "server/sandbox/limits.hpp"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <system_error>

namespace sandbox
{
namespace
{
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
} // namespace

void lock_down(const Limits& limits)
{
    control(PR_SET_NO_NEW_PRIVS, 1);
    control(PR_SET_DUMPABLE, 0);
    control(PR_SET_PDEATHSIG, SIGKILL);
    if (memory_is_limited) limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
    // SIGXCPU at the soft limit says why; the hard one is for a process that ignores it.
    limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 5);
    limit(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
    std::signal(SIGXFSZ, SIG_IGN); // writes past it fail like writes to a full disk, with a sentence
    limit(RLIMIT_NOFILE, limits.descriptors, limits.descriptors);
    limit(RLIMIT_CORE, 0, 0);
}
} // namespace sandbox
