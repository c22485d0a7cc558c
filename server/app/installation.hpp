#pragma once
// The number of a hub lies in its database and beside its files: what does not belong together does not start.
#include "server/db/database.hpp"
#include "server/storage/storage.hpp"

namespace app
{
// Makes the number at the first start, and puts it where it is missing and everything else fits. Throws Refusal in
// words.
void require_same_installation(db::Database& database, storage::Storage& storage, const std::string& data_folder);
// From now on they belong together, whatever they say.
void join_installation(db::Database& database, storage::Storage& storage);
// Its files are elsewhere from now on: nobody starts with these.
void note_moved(storage::Backend& from, const storage::Backend& to);
} // namespace app
