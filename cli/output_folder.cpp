#include "cli/output_folder.hpp"
#include "base/bytes.hpp"
#include "cli/problem.hpp"
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>

namespace cli
{
namespace fs = std::filesystem;
namespace
{
[[noreturn]] void cannot_write(const fs::path& path, int error)
{
    throw Problem(fmt::format("“{}” cannot be written: {}. Name another folder, or make room or permission there.",
                              path.string(), std::strerror(error)));
}

// Outputs are for everyone that the person's umask allows; temporary files are for their owner only.
mode_t readable_mode()
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}
} // namespace

OutputFolder::OutputFolder(const std::string& path) : folder_(path)
{
    std::error_code failed;
    created_ = fs::create_directories(folder_, failed);
    if (failed) cannot_write(folder_, failed.value());
    if (!fs::is_directory(folder_)) throw Problem(fmt::format("“{}” is a file; a folder was expected.", path));
    auto pattern = (folder_ / ".batchops-XXXXXX").string();
    if (!mkdtemp(pattern.data())) cannot_write(folder_, errno);
    workshop_ = pattern;
}

OutputFolder::~OutputFolder()
{
    std::error_code ignored;
    fs::remove_all(workshop_, ignored);
    if (created_ && !published_) fs::remove(folder_, ignored); // only where it is empty
}

int OutputFolder::open(const std::string& name)
{
    auto path = workshop_ / name;
    try {
        return files_.emplace(name, sandbox::open_for_writing(path.string())).first->second.number();
    } catch (const std::system_error& failure) {
        cannot_write(path, failure.code().value());
    }
}

void OutputFolder::write(const std::string& name, const std::string& text)
{
    FileSink sink(open(name));
    try {
        sink.write(text);
        sink.flush();
    } catch (const std::system_error& failure) {
        cannot_write(folder_ / name, failure.code().value());
    }
}

bool OutputFolder::is_empty(const std::string& name) const { return FileSource(descriptor(name)).size() == 0; }

void OutputFolder::publish(const std::string& name, const std::string& as)
{
    fchmod(descriptor(name), readable_mode());
    std::error_code failed;
    fs::rename(workshop_ / name, folder_ / as, failed);
    if (failed) cannot_write(folder_ / as, failed.value());
    published_ = true;
}

void OutputFolder::remove(const std::string& name)
{
    std::error_code failed;
    fs::remove(folder_ / name, failed);
    if (failed) cannot_write(folder_ / name, failed.value());
}
} // namespace cli
