// Landlock as described in the kernel's Documentation/userspace-api/landlock.rst. The numbers are written out, so that
// a program built with old headers uses what a newer kernel has.
#include "confine/landlock.hpp"
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace confine
{
namespace
{
constexpr long create_ruleset = 444, add_rule = 445, restrict_self = 446;
constexpr unsigned ask_version = 1;
constexpr int path_beneath = 1;

constexpr std::uint64_t bit(int number) { return 1ULL << number; }
constexpr std::uint64_t write_file = bit(1), read_file = bit(2), read_folder = bit(3), remove_folder = bit(4),
                        remove_file = bit(5), make_folder = bit(7), make_file = bit(8), truncate = bit(14);
constexpr std::uint64_t reading = read_file | read_folder;
constexpr std::uint64_t writing =
    reading | write_file | remove_folder | remove_file | make_folder | make_file | truncate;

struct RulesetAttributes {
    std::uint64_t files, network, scope;
};

struct [[gnu::packed]] PathBeneath {
    std::uint64_t allowed;
    std::int32_t folder;
};

class Closed
{
public:
    explicit Closed(int number) : number_(number) {}
    Closed(const Closed&) = delete;
    Closed& operator=(const Closed&) = delete;
    ~Closed()
    {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

// What each version of the interface can refuse; what it does not know must not be asked of it.
RulesetAttributes handled_by(long version)
{
    RulesetAttributes attributes{bit(13) - 1, 0, 0};
    if (version >= 2) attributes.files |= bit(13); // moving between folders
    if (version >= 3) attributes.files |= truncate;
    if (version >= 4) attributes.network = bit(0) | bit(1); // TCP bind and connect
    if (version >= 5) attributes.files |= bit(15);          // ioctl of devices
    if (version >= 6) attributes.scope = bit(0) | bit(1);   // abstract sockets and signals of others
    return attributes;
}

std::size_t size_for(long version)
{
    return version < 4   ? offsetof(RulesetAttributes, network)
           : version < 6 ? offsetof(RulesetAttributes, scope)
                         : sizeof(RulesetAttributes);
}

// False with errno set.
bool allow(int ruleset, const std::string& folder, std::uint64_t rights)
{
    Closed opened(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (opened.number() < 0) return false;
    PathBeneath rule{rights, opened.number()};
    return syscall(add_rule, ruleset, path_beneath, &rule, 0) == 0;
}
} // namespace

int restrict_folders(const Folders& folders)
{
    auto version = syscall(create_ruleset, nullptr, 0, ask_version);
    if (version < 0) return errno;
    auto handled = handled_by(version);
    Closed ruleset(static_cast<int>(syscall(create_ruleset, &handled, size_for(version), 0)));
    if (ruleset.number() < 0) return errno;
    for (const auto& folder : folders.readable)
        if (!allow(ruleset.number(), folder, reading) && errno != ENOENT && errno != EACCES) return errno;
    for (const auto& folder : folders.writable)
        if (!allow(ruleset.number(), folder, writing & handled.files))
            throw std::system_error(errno, std::generic_category(), folder);
    return syscall(restrict_self, ruleset.number(), 0) == 0 ? 0 : errno;
}
} // namespace confine
