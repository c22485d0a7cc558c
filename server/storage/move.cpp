#include "server/storage/move.hpp"
#include "base/ids.hpp"
#include <fmt/format.h>
#include <set>

namespace storage
{
namespace
{
constexpr const char* prefixes[] = {"uploads/", "exports/"};

void copy_file(const disk::File& from, const std::filesystem::path& path)
{
    auto to = disk::File::create(path);
    FileSource source(from.descriptor());
    std::string block(1 << 20, '\0');
    for (std::uint64_t at = 0; at < source.size();) {
        auto got = source.read(at, block);
        if (got == 0) break;
        to.write({block.data(), got});
        at += got;
    }
    to.sync();
}

void move_one(const Backend& from, Backend& to, const std::filesystem::path& scratch, const Listed& one, Moved& moved)
{
    if (!to.check(one.key)) {
        ++moved.there_already;
        return;
    }
    auto opened = from.open(one.key);
    if (!opened) {
        moved.lost.push_back(one.key);
        return;
    }
    auto path = scratch / random_hex(16);
    copy_file(*opened, path);
    to.put(path, {std::string(hash_in(one.key)), one.bytes, one.key});
    if (to.check(one.key))
        throw Unreachable(fmt::format("{} did not arrive in {} as it was sent.", one.key, to.name()));
    ++moved.copied;
    moved.bytes += one.bytes;
}
// What has been removed since an earlier move must not come back with the next one.
void remove_others(Backend& to, const std::string& prefix, const std::vector<Listed>& all)
{
    std::set<std::string> wanted;
    for (const auto& one : all) wanted.insert(one.key);
    std::vector<std::string> others;
    to.list(prefix, [&](const Listed& one) {
        if (!wanted.contains(one.key)) others.push_back(one.key);
        return true;
    });
    for (const auto& key : others) to.remove(key);
}
} // namespace

Moved move_objects(const Backend& from, Backend& to, const std::filesystem::path& scratch,
                   const std::function<void(const Moved&)>& tell)
{
    Moved moved;
    for (const auto* prefix : prefixes) {
        std::vector<Listed> all; // first, so that a list that takes long is not held open
        from.list(prefix, [&](const Listed& one) { return all.push_back(one), true; });
        for (const auto& one : all) {
            if (is_hash(hash_in(one.key)))
                move_one(from, to, scratch, one, moved);
            else if (auto small = from.read(one.key); small && to.read(one.key) != small)
                to.write(one.key, *small);
            tell(moved);
        }
        remove_others(to, prefix, all);
    }
    return moved;
}
} // namespace storage
