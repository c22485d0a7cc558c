// SPDX-License-Identifier: GPL-3.0-or-later
#include "pdfhelper/limits.hpp"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <system_error>

namespace pdfhelper
{
namespace
{
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
    constexpr std::int64_t answer_bytes = 1LL << 30, descriptors = 32;
    control(PR_SET_NO_NEW_PRIVS, 1);
    control(PR_SET_DUMPABLE, 0);
    control(PR_SET_PDEATHSIG, SIGKILL);
#ifndef BATCHOPS_SANITIZED
    limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
#endif
    limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 5);
    limit(RLIMIT_FSIZE, answer_bytes, answer_bytes);
    limit(RLIMIT_NOFILE, descriptors, descriptors);
    limit(RLIMIT_CORE, 0, 0);
}
} // namespace pdfhelper
