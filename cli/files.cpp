#include "cli/files.hpp"
#include "base/bytes.hpp"
#include "base/sha256.hpp"
#include "cli/problem.hpp"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <vector>

namespace cli
{
namespace
{
std::string advice(const std::string& path, int error)
{
    switch (error) {
    case ENOENT:
        return fmt::format("“{}” is not there. Check the name and the folder, and try again.", path);
    case EACCES:
    case EPERM:
        return fmt::format("“{}” may not be read by this user. Change its permissions (chmod +r) or run as its owner.",
                           path);
    default:
        return fmt::format("“{}” cannot be opened: {}.", path, std::strerror(error));
    }
}
} // namespace

sandbox::Descriptor open_input(const std::string& path)
{
    sandbox::Descriptor file;
    try {
        file = sandbox::open_for_reading(path);
    } catch (const std::system_error& failure) {
        throw Problem(advice(path, failure.code().value()));
    }
    struct stat status{};
    fstat(file.number(), &status);
    if (S_ISDIR(status.st_mode))
        throw Problem(fmt::format("“{}” is a folder; a file was expected. Name one of the files in it.", path));
    if (!S_ISREG(status.st_mode))
        throw Problem(
            fmt::format("“{}” is no regular file. Save what it gives into a file first, and name that.", path));
    return file;
}

std::string read_text(const std::string& path, std::size_t limit)
{
    auto file = open_input(path);
    FileSource source(file.number());
    if (source.size() > limit)
        throw Problem(fmt::format("“{}” is larger than {} KiB. Is it the right file?", path, limit >> 10));
    return read_all(source);
}

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

std::string sha256_of(int descriptor)
{
    FileSource source(descriptor);
    Sha256 digest;
    std::vector<char> block(1 << 16);
    for (std::uint64_t at = 0; auto got = source.read(at, block); at += got) digest.add({block.data(), got});
    return digest.hex();
}

sandbox::Descriptor scratch_file()
{
    auto close = [](std::FILE* file) { std::fclose(file); };
    std::unique_ptr<std::FILE, decltype(close)> file(std::tmpfile(), close);
    int number = file ? fcntl(fileno(file.get()), F_DUPFD_CLOEXEC, 0) : -1;
    if (number < 0)
        throw Problem(fmt::format("No temporary file can be opened: {}. Is the disk full?", std::strerror(errno)));
    return sandbox::Descriptor(number);
}

void copy_to_stdout(int descriptor)
{
    FileSource source(descriptor);
    FileSink sink(STDOUT_FILENO);
    std::vector<char> block(1 << 18);
    for (std::uint64_t at = 0; auto got = source.read(at, block); at += got) sink.write({block.data(), got});
    sink.flush();
}
} // namespace cli
