#pragma once
// Tables never go back: before a new version changes those of a hub in use, its database is backed up and the backup
// read again. `passphrase`: the sealing keys (sealing_lines).
#include <filesystem>
#include <optional>
#include <string>

namespace app
{
// The backup, in the folder backups of the data folder; nothing where the tables are up to date or nobody uses them
// yet. Throws Refusal, db::Error: then nothing was changed.
std::optional<std::filesystem::path> back_up_before_upgrade(const std::string& database, const std::string& data_folder,
                                                            const std::string& passphrase);
} // namespace app
