#include "server/pipeline/erasure_list.hpp"
#include "base/json.hpp"
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace pipeline
{
void ErasureList::add(const ListedErasure& erasure) const
{
    auto line = json::serialize(json::encode(erasure)) + '\n';
    int file = open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) throw std::system_error(errno, std::generic_category(), path_.string());
    bool written = write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && fsync(file) == 0;
    int why = errno;
    close(file);
    if (!written) throw std::system_error(why, std::generic_category(), path_.string());
}

std::vector<ListedErasure> ErasureList::all() const
{
    std::vector<ListedErasure> erasures;
    std::ifstream file(path_);
    int number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        boost::system::error_code failed;
        auto document = json::parse(line, failed);
        json::FieldErrors errors;
        ListedErasure erasure;
        if (!failed) json::decode(&document, erasure, "", errors);
        if (failed || !errors.empty())
            throw std::runtime_error(fmt::format("{}, line {}, is no erasure", path_.string(), number));
        erasures.push_back(std::move(erasure));
    }
    return erasures;
}
} // namespace pipeline
