#pragma once
#include "base/result.hpp"
#include "engine/table/doubt.hpp"
#include "server/db/session.hpp"
#include "server/feeds/remembered.hpp"
#include <vector>

namespace feeds
{
// Oldest first.
std::vector<RememberedAnswer> remembered_of(db::Session& db, std::int64_t feed_id);
SourceMemory memory_of(db::Session& db, std::int64_t feed_id);

// Added to what is known already: a later answer for the same column or doubt wins.
void remember_columns(db::Session& db, std::int64_t feed_id, const std::string& signature,
                      const engine::ColumnAnswers& columns, std::int64_t who);
void remember_choices(db::Session& db, std::int64_t feed_id, const engine::Choices& choices, std::int64_t who);
// In place of what is known.
void remember_read(db::Session& db, std::int64_t feed_id, const ReadAnswers& read, std::int64_t who);

// Files of this source are asked about again. Refuses (forbidden) who may not send to the feed's department.
Result<RememberedAnswer> forget(db::Session& db, const users::User& who, std::int64_t feed_id, std::int64_t id);
} // namespace feeds
