#include "base/json.hpp"
#include "server/audit/chain_store.hpp"
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace audit
{
std::vector<Anchor> anchors_in(const std::filesystem::path& path)
{
    std::vector<Anchor> anchors;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        boost::system::error_code failed;
        auto document = json::parse(line, failed);
        json::FieldErrors errors;
        Anchor anchor;
        if (!failed) json::decode(&document, anchor, "", errors);
        if (failed || !errors.empty()) continue;
        while (!anchors.empty() && anchors.back().last_id >= anchor.last_id) anchors.pop_back();
        anchors.push_back(std::move(anchor));
    }
    return anchors;
}

void note_anchor(const std::filesystem::path& path, const Anchor& anchor)
{
    auto known = anchors_in(path);
    if (!known.empty() && known.back().last_id == anchor.last_id && known.back().hash == anchor.hash) return;
    auto line = "\n" + json::serialize(json::encode(anchor)) + "\n"; // after a torn line too
    int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) throw std::system_error(errno, std::generic_category(), path.string());
    bool written = write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && fsync(file) == 0;
    int why = errno;
    close(file);
    if (!written) throw std::system_error(why, std::generic_category(), path.string());
}
} // namespace audit
