#pragma once
// The id of a hub lies in its database and in its data folder: what does not belong together does not start.
#include "server/db/database.hpp"
#include "server/storage/storage.hpp"
#include <filesystem>

namespace app
{
// Makes the id at the first start, and puts it where it is missing and everything else fits. Throws Refusal in words.
void require_same_installation(db::Database& database, const storage::Storage& storage,
                               const std::filesystem::path& data_folder);
// From now on they belong together, whatever they say, and so do the keys of the next start.
void join_installation(db::Database& database, const std::filesystem::path& data_folder);
} // namespace app
