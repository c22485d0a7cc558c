#include "server/sandbox/program_beside.hpp"
#include <filesystem>

namespace sandbox
{
std::string program_beside(const char* name)
{
    return std::filesystem::read_symlink("/proc/self/exe").replace_filename(name).string();
}
} // namespace sandbox
