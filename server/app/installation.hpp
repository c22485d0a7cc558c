#pragma once
// The number of a hub lies in its database and beside its files: what does not belong together does not start.
#include "server/db/database.hpp"
#include "server/storage/storage.hpp"

namespace app
{
// Makes the number at the first start, and puts it where it is missing and everything else fits. Throws Refusal in
// words.
void require_same_installation(db::Database& database, storage::Storage& storage, const std::string& data_folder);
// From now on they belong together, whatever they say, and so do the keys of the next start.
void join_installation(db::Database& database, storage::Storage& storage);
// Around a move of all files. The hub starts neither with a place that they are still arriving in, nor with the one
// that they have left. Throws Refusal where they are not in `from`, or others are in `to`.
void begin_move(db::Database& database, const storage::Backend& from, storage::Backend& to);
void end_move(db::Database& database, storage::Backend& from, storage::Backend& to);
} // namespace app
