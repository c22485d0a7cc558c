#include "server/app/upgrade_backup.hpp"
#include "base/ids.hpp"
#include "server/backup/backup.hpp"
#include <fmt/format.h>

namespace app
{
std::optional<std::filesystem::path> back_up_before_upgrade(const std::string& database, const std::string& data_folder,
                                                            const std::string& passphrase)
{
    auto connection = db::open(database, false);
    auto has = db::applied_migrations(*connection), known = db::known_migrations(connection->engine());
    if (has.empty() || has.back() >= known.back() || !db::is_in_use(*connection)) return std::nullopt;
    auto folder = std::filesystem::path(data_folder) / "backups";
    storage::disk::make_folders(folder);
    auto out = folder / fmt::format("before-{}-{}.backup", known.back().substr(0, 4), random_hex(4));
    backup::make(out, passphrase, {database, nullptr, {}});
    return out;
}
} // namespace app
