#pragma once
// What a process gives up before it reads untrusted bytes.
#include <cstdint>
#include <string>
#include <vector>

namespace confine
{
// Sanitizers reserve terabytes of address space and, at the end, trace their own process and read /proc: their builds
// skip RLIMIT_AS and the filter of system calls with Landlock. Everything else holds there too.
#ifdef BATCHOPS_SANITIZED
inline constexpr bool memory_is_limited = false;
inline constexpr bool calls_are_filtered = false;
#else
inline constexpr bool memory_is_limited = true;
inline constexpr bool calls_are_filtered = true;
#endif

struct Limits {
    std::int64_t memory_bytes = 1LL << 30; // address space
    std::int64_t cpu_seconds = 600;        // SIGXCPU at its end, SIGKILL five seconds later
    std::int64_t file_bytes = 8LL << 30;   // of each file it writes; a write past it fails with EFBIG
    std::int64_t descriptors = 64;
};

// What may still be opened by path, and everything below it. Without any folder, nothing. A readable folder that is
// not there is left out; a writable one must be. A kernel without Landlock cannot hold a process to folders: there,
// with a readable folder any file may be read, and with a writable one written.
struct Folders {
    std::vector<std::string> readable; // fonts, poppler-data
    std::vector<std::string> writable; // for temporary files: also made, renamed and removed there
};

// To be called before any thread is started and after every library is loaded. From then on:
// - the limits hold, there is no core dump, no capability and no way to new privileges, and the process dies with the
//   thread that started it;
// - of the system calls only those on a list are left (seccomp). Opening what may not be opened fails with EACCES, as
//   libraries look for optional files and go without; any other call, as of sockets, fork and exec, ends the process
//   with SIGSYS;
// - files are opened in `folders` only (Landlock).
// Returns what this machine does not have, in words for a log: "landlock: Function not implemented". Throws
// std::system_error where a limit cannot be set or a writable folder is not there.
std::vector<std::string> lock_down(const Limits& limits, const Folders& folders = {});
} // namespace confine
