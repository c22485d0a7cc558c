#include "server/sandbox/descriptor.hpp"
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

namespace sandbox
{
namespace
{
Descriptor checked(int number, const std::string& name)
{
    if (number < 0) throw std::system_error(errno, std::generic_category(), name);
    return Descriptor(number);
}
} // namespace

void Descriptor::close()
{
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Descriptor open_for_reading(const std::string& path)
{
    return checked(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY), path);
}

Descriptor open_for_writing(const std::string& path)
{
    return checked(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0600), path);
}

Descriptor anonymous_file(const char* name) { return checked(memfd_create(name, MFD_CLOEXEC), name); }
} // namespace sandbox
