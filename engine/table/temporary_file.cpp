#include "engine/table/temporary_file.hpp"
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace engine
{
TemporaryFile::TemporaryFile()
{
    std::error_code missing;
    auto folder = std::filesystem::temp_directory_path(missing);
    if (missing) return;
    auto pattern = (folder / "rows-XXXXXX").string();
    number_ = mkstemp(pattern.data());
    if (number_ >= 0) ::unlink(pattern.c_str());
}

TemporaryFile::~TemporaryFile()
{
    if (number_ >= 0) ::close(number_);
}
} // namespace engine
