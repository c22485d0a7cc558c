#pragma once
// What a child in engine mode gives up before it looks at untrusted bytes.
#include "server/sandbox/child_job.hpp"

namespace sandbox
{
// AddressSanitizer and ThreadSanitizer reserve terabytes of address space, so their builds skip RLIMIT_AS.
#ifdef BATCHOPS_SANITIZED
inline constexpr bool memory_is_limited = false;
#else
inline constexpr bool memory_is_limited = true;
#endif

// Applies the limits, gives up new privileges and core dumps, and dies with its parent. Throws std::system_error.
void lock_down(const Limits& limits);
} // namespace sandbox
