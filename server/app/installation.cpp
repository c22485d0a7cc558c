#include "server/app/installation.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "server/objects/installation_store.hpp"
#include "server/storage/disk.hpp"
#include <fmt/format.h>
#include <fstream>

namespace app
{
namespace
{
namespace fs = std::filesystem;

std::optional<std::string> id_in(const fs::path& data_folder)
{
    std::ifstream file(data_folder / "installation");
    std::string id;
    return std::getline(file, id) && !id.empty() ? std::optional(id) : std::nullopt;
}

void write_id(const fs::path& data_folder, const std::string& id)
{
    auto fresh = data_folder / ("installation." + random_hex(4));
    auto file = storage::disk::File::create(fresh);
    file.write(id + "\n");
    file.sync();
    storage::disk::move_into_place(fresh, data_folder / "installation");
}

[[noreturn]] void refuse_to_start(const fs::path& data_folder, const char* why)
{
    throw Refusal{Why::conflict,
                  fmt::format("The data folder {} and the database do not belong together: {} Nothing was changed. "
                              "Start with the folder and the database of the same hub, or of the same backup. If you "
                              "are sure that they belong together, say so once: batchops reconcile --join --data {}",
                              data_folder.string(), why, data_folder.string())};
}
} // namespace

void require_same_installation(db::Database& database, const storage::Storage& storage, const fs::path& data_folder)
{
    auto [known, newest] =
        database.read([](db::Session& db) { return std::pair{objects::installation(db), objects::newest_upload(db)}; });
    auto here = id_in(data_folder);
    if (known && known == here) return;
    if (known && here) refuse_to_start(data_folder, "each carries the number of another hub.");
    // One of them comes from before there were such numbers, is new, or has lost its own: their files decide.
    bool fits = newest ? storage.has(storage::Kind::upload, *newest) : storage.manifests().empty();
    if ((known || here) && !fits)
        refuse_to_start(data_folder, newest ? "the files that the database knows are not in the folder."
                                            : "the folder holds files, and the database knows none.");
    auto id = known ? *known : here.value_or(random_hex(16));
    if (!here) write_id(data_folder, id);
    if (!known) database.transact([&](db::Session& db) { objects::set_installation(db, id); });
}

void join_installation(db::Database& database, const fs::path& data_folder)
{
    auto id = database.read([](db::Session& db) { return objects::installation(db); }).value_or(random_hex(16));
    write_id(data_folder, id);
    database.transact([&](db::Session& db) {
        objects::set_installation(db, id);
        objects::forget_sealed_sample(db);
    });
}
} // namespace app
