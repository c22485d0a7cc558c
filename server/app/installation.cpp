#include "server/app/installation.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "server/objects/installation_store.hpp"
#include <fmt/format.h>

namespace app
{
namespace
{
// What stands in place of the number while files are moved, and afterwards where they were.
constexpr std::string_view moved_to = "moved to ", arriving_from = "arriving from ";

std::optional<std::string> first_line(std::optional<std::string> text)
{
    auto id = text.value_or("");
    if (auto end = id.find('\n'); end != std::string::npos) id.resize(end);
    return id.empty() ? std::nullopt : std::optional(id);
}

std::optional<std::string> mark_in(const storage::Backend& backend)
{
    return first_line(backend.read(storage::installation_key));
}

[[noreturn]] void refuse_to_start(const storage::Storage& storage, const std::string& data_folder, const char* why)
{
    throw Refusal{Why::conflict,
                  fmt::format("{} and the database do not belong together: {} Nothing was changed. Start with the "
                              "files and the database of the same hub, or of the same backup. If you are sure that "
                              "they belong together, say so once: batchops reconcile --join --data {}",
                              storage.name(), why, data_folder)};
}

void refuse_what_moved(const storage::Storage& storage, const std::optional<std::string>& here)
{
    if (here && here->starts_with(arriving_from))
        throw Refusal{Why::conflict,
                      fmt::format("The files of this hub are still {}; not all of them are in {} yet. Run batchops "
                                  "storage move to its end.",
                                  *here, storage.name())};
    if (!here || !here->starts_with(moved_to)) return;
    throw Refusal{Why::conflict,
                  fmt::format("The files of this hub are no longer in {}: they were {}. Start with the settings of the "
                              "place where they are, or move them back with batchops storage move.",
                              storage.name(), *here)};
}
} // namespace

void require_same_installation(db::Database& database, storage::Storage& storage, const std::string& data_folder)
{
    auto [known, newest] =
        database.read([](db::Session& db) { return std::pair{objects::installation(db), objects::newest_upload(db)}; });
    auto here = first_line(storage.installation());
    if (known && known == here) return;
    refuse_what_moved(storage, here);
    if (known && here) refuse_to_start(storage, data_folder, "each carries the number of another hub.");
    // One of them comes from before there were such numbers, is new, or has lost its own: their files decide.
    bool fits = newest ? storage.has(storage::Kind::upload, *newest) : storage.manifests().empty();
    if ((known || here) && !fits)
        refuse_to_start(storage, data_folder,
                        newest ? "the files that the database knows are not there."
                               : "there are files, and the database knows none.");
    auto id = known ? *known : here.value_or(random_hex(16));
    if (!here) storage.set_installation(id);
    if (!known) database.transact([&](db::Session& db) { objects::set_installation(db, id); });
}

void join_installation(db::Database& database, storage::Storage& storage)
{
    auto id = database.read([](db::Session& db) { return objects::installation(db); }).value_or(random_hex(16));
    storage.set_installation(id);
    database.transact([&](db::Session& db) {
        objects::set_installation(db, id);
        objects::forget_sealed_sample(db);
    });
}

void begin_move(db::Database& database, const storage::Backend& from, storage::Backend& to)
{
    auto id = database.read([](db::Session& db) { return objects::installation(db); });
    if (!id) throw Refusal{Why::conflict, "This hub has never started, so there is nothing to move."};
    auto here = mark_in(from), there = mark_in(to);
    if (here != id)
        throw Refusal{Why::conflict, fmt::format("The files of this hub are not in {}{}. Nothing was moved.",
                                                 from.name(), here ? ": it says “" + *here + "”" : "")};
    bool empty = true;
    if (!there) to.list("", [&](const storage::Listed&) { return empty = false; });
    bool ours = !there ? empty : there == id || there->starts_with(moved_to) || there->starts_with(arriving_from);
    if (!ours)
        throw Refusal{Why::conflict,
                      fmt::format("In {} there are files that are not of this hub. Nothing was moved: name one that is "
                                  "empty.",
                                  to.name())};
    to.write(storage::installation_key, std::string(arriving_from) + from.name());
}

void end_move(db::Database& database, storage::Backend& from, storage::Backend& to)
{
    auto id = database.read([](db::Session& db) { return objects::installation(db); });
    to.write(storage::installation_key, id.value());
    from.write(storage::installation_key, std::string(moved_to) + to.name());
}
} // namespace app
