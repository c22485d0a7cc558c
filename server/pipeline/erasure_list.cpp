#include "server/pipeline/erasure_list.hpp"
#include "base/json.hpp"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <set>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace pipeline
{
namespace
{
namespace fs = std::filesystem;

// Appends whole lines or nothing: what was written in part is cut off again.
void append(const fs::path& path, const std::string& lines)
{
    if (path.has_parent_path()) fs::create_directories(path.parent_path());
    int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) throw std::system_error(errno, std::generic_category(), path.string());
    auto end = lseek(file, 0, SEEK_END);
    char last = '\n';
    if (end > 0 && pread(file, &last, 1, end - 1) != 1) last = '\0';
    auto text = (last == '\n' ? "" : "\n") + lines; // a torn line ends here
    bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
    int why = errno;
    if (!written && ftruncate(file, end) != 0) why = errno;
    close(file);
    if (!written) throw std::system_error(why, std::generic_category(), path.string());
}

struct Home {
    std::vector<ListedErasure> erasures;
    std::int64_t torn = 0;
};
Home read(const fs::path& path)
{
    Home home;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (line.empty()) continue;
        if (auto erasure = erasure_of(line))
            home.erasures.push_back(std::move(*erasure));
        else
            ++home.torn;
    }
    return home;
}
} // namespace

std::string line_of(const ListedErasure& erasure) { return json::serialize(json::encode(erasure)); }

std::optional<ListedErasure> erasure_of(const std::string& line)
{
    boost::system::error_code failed;
    auto document = json::parse(line, failed);
    if (failed || !document.is_object()) return std::nullopt;
    auto& members = document.as_object();
    members.emplace("sealed_names", ""); // where it is absent
    members.emplace("number", 0);
    json::FieldErrors errors;
    ListedErasure erasure;
    json::decode(&document, erasure, "", errors);
    return errors.empty() ? std::optional(std::move(erasure)) : std::nullopt;
}

ErasureList::ErasureList(const fs::path& data_folder, fs::path second_home) : homes_{data_folder / "erasures.jsonl"}
{
    if (!second_home.empty()) homes_.push_back(std::move(second_home));
}

void ErasureList::add(const ListedErasure& erasure) const
{
    for (const auto& home : homes_) append(home, line_of(erasure) + '\n');
}

ErasureList::Read ErasureList::all() const
{
    Read all;
    std::map<std::string, ListedErasure> by_id;
    std::vector<std::set<std::string>> ids;
    for (const auto& path : homes_) {
        auto home = read(path);
        all.torn += home.torn;
        auto& known = ids.emplace_back();
        for (auto& erasure : home.erasures) {
            known.insert(erasure.id);
            by_id.emplace(erasure.id, std::move(erasure));
        }
    }
    for (auto& [id, erasure] : by_id) {
        all.lacking += std::ranges::any_of(ids, [&](const auto& known) { return !known.contains(id); });
        all.erasures.push_back(std::move(erasure));
    }
    std::ranges::sort(all.erasures, {}, [](const auto& one) { return std::tuple(one.number, one.at, one.id); });
    return all;
}

void ErasureList::mend(const std::vector<ListedErasure>& erasures) const
{
    for (const auto& path : homes_) {
        std::set<std::string> known;
        for (const auto& erasure : read(path).erasures) known.insert(erasure.id);
        std::string lines;
        for (const auto& erasure : erasures)
            if (!known.contains(erasure.id)) lines += line_of(erasure) + '\n';
        if (!lines.empty()) append(path, lines);
    }
}
} // namespace pipeline
