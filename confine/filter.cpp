// Two seccomp filters, of which the kernel takes the stricter answer: what is on the list and what ends the process,
// and in front of it what is refused with an error that libraries are used to.
#include "confine/filter.hpp"
#include <cerrno>
#include <fcntl.h>
#include <initializer_list>
#include <linux/sched.h>
#include <memory>
#include <new>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace confine
{
namespace
{
constexpr int on_the_list[] = {
    // the descriptors it has
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(write), SCMP_SYS(writev),
    SCMP_SYS(pwrite64), SCMP_SYS(pwritev), SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(ftruncate), SCMP_SYS(fallocate),
    SCMP_SYS(fadvise64), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(fcntl), SCMP_SYS(ioctl), SCMP_SYS(dup),
    SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(close), SCMP_SYS(close_range), SCMP_SYS(poll), SCMP_SYS(ppoll),
    SCMP_SYS(getdents64),
    // names: what is there, not what is in it
    SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(statfs), SCMP_SYS(fstatfs),
    SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd), SCMP_SYS(umask),
    // files: the filter in front and Landlock say which
    SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(unlink),
    SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2),
    // memory
    SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise),
    // threads and itself
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(membarrier), SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler), SCMP_SYS(getcpu),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(pause),
    SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(getpid), SCMP_SYS(gettid),
    SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage), SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getrandom),
    // time
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times)};

constexpr int names_changed_in_a_folder[] = {SCMP_SYS(mkdir),    SCMP_SYS(mkdirat),  SCMP_SYS(rmdir),
                                             SCMP_SYS(unlink),   SCMP_SYS(unlinkat), SCMP_SYS(rename),
                                             SCMP_SYS(renameat), SCMP_SYS(renameat2)};

// Landlock does not see these.
constexpr int files_changed_by_name[] = {SCMP_SYS(creat),    SCMP_SYS(truncate),  SCMP_SYS(link),   SCMP_SYS(linkat),
                                         SCMP_SYS(symlink),  SCMP_SYS(symlinkat), SCMP_SYS(chmod),  SCMP_SYS(fchmodat),
                                         SCMP_SYS(fchmod),   SCMP_SYS(chown),     SCMP_SYS(fchown), SCMP_SYS(lchown),
                                         SCMP_SYS(fchownat), SCMP_SYS(utimensat), SCMP_SYS(utime),  SCMP_SYS(utimes),
                                         SCMP_SYS(setxattr), SCMP_SYS(fsetxattr), SCMP_SYS(mknod),  SCMP_SYS(mknodat)};

constexpr std::uint64_t bits_that_write[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_TMPFILE & ~O_DIRECTORY};

class Filter
{
public:
    explicit Filter(std::uint32_t otherwise) : context_(seccomp_init(otherwise))
    {
        if (!context_) throw std::bad_alloc();
        seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
        seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2); // a tree instead of a long list
    }

    void add(std::uint32_t action, int call, std::initializer_list<scmp_arg_cmp> when = {})
    {
        int failure =
            seccomp_rule_add_array(context_.get(), action, call, static_cast<unsigned>(when.size()), when.begin());
        if (failure != 0 && !failure_) failure_ = -failure;
    }

    int load() { return failure_ ? failure_ : -seccomp_load(context_.get()); }

private:
    struct Release {
        void operator()(void* context) const { seccomp_release(context); }
    };
    std::unique_ptr<void, Release> context_;
    int failure_ = 0;
};

scmp_arg_cmp equals(unsigned argument, std::uint64_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }
scmp_arg_cmp has(unsigned argument, std::uint64_t bit) { return {argument, SCMP_CMP_MASKED_EQ, bit, bit}; }

int load_refusals(const Folders& folders)
{
    Filter filter(SCMP_ACT_ALLOW);
    auto refuse = [&](int call, int error, std::initializer_list<scmp_arg_cmp> when = {}) {
        filter.add(SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)), call, when);
    };
    bool may_read = !folders.readable.empty() || !folders.writable.empty();
    for (auto [call, flags] : {std::pair{SCMP_SYS(open), 1U}, std::pair{SCMP_SYS(openat), 2U}}) {
        if (!may_read) refuse(call, EACCES);
        if (may_read && folders.writable.empty())
            for (auto bit : bits_that_write) refuse(call, EACCES, {has(flags, bit)});
    }
    if (folders.writable.empty())
        for (int call : names_changed_in_a_folder) refuse(call, EACCES);
    for (int call : files_changed_by_name) refuse(call, EPERM);
    // What libraries try first and do without: their arguments lie in memory, where a filter cannot look.
    for (int call : {SCMP_SYS(clone3), SCMP_SYS(openat2)}) refuse(call, ENOSYS);
    refuse(SCMP_SYS(ioctl), ENOTTY, {{1, SCMP_CMP_NE, TCGETS, 0}});
    // No page becomes program code.
    for (int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) refuse(call, EACCES, {has(2, PROT_EXEC)});
    return filter.load();
}

int load_list()
{
    Filter filter(SCMP_ACT_KILL_PROCESS);
    auto allow = [&](int call, std::initializer_list<scmp_arg_cmp> when = {}) {
        filter.add(SCMP_ACT_ALLOW, call, when);
    };
    for (int call : on_the_list) allow(call);
    for (int call : files_changed_by_name) allow(call);
    for (int call : {SCMP_SYS(clone3), SCMP_SYS(openat2)}) allow(call);
    allow(SCMP_SYS(clone), {has(0, CLONE_THREAD)});
    allow(SCMP_SYS(tgkill), {equals(0, static_cast<std::uint64_t>(getpid()))});
    allow(SCMP_SYS(prlimit64), {equals(0, 0), equals(2, 0)}); // asking, not setting
    for (std::uint64_t option : {PR_SET_NAME, PR_GET_NO_NEW_PRIVS, PR_GET_DUMPABLE})
        allow(SCMP_SYS(prctl), {equals(0, option)});
    return filter.load();
}
} // namespace

int filter_calls(const Folders& folders)
{
    int failure = load_refusals(folders);
    return failure ? failure : load_list();
}
} // namespace confine
