#pragma once
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/sources/visit.hpp"

namespace sources
{
std::vector<Source> all(db::Session& db); // by name
std::optional<Source> find(db::Session& db, std::int64_t id);

json::FieldErrors errors_in(db::Session& db, const SourceInput& input, const Reach& reach);
// These take what has no errors. A name that is taken is refused (conflict).
Result<Source> insert(db::Session& db, const SourceInput& input, std::int64_t owner);
Result<Source> change(db::Session& db, std::int64_t id, const SourceInput& input);
Result<void> remove(db::Session& db, std::int64_t id); // refused while a schedule picks up from it
void set_paused(db::Session& db, std::int64_t id, const std::optional<std::string>& reason);

// What the stream says of a source that has changed, and what issues are opened from.
struct SourceEvent {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(SourceEvent, (), (id))
void announce(db::Session& db, std::int64_t id);

// What a look there found: that it works, or why not, since when. It keeps failing from the third look in a row on, or
// from the second where the first is more than an hour ago.
void note_look(db::Session& db, std::int64_t id, const std::optional<std::string>& failed_words);
Known known_of(db::Session& db, std::int64_t source_id);
// Seen for the first time: its settling begins.
void note_seen(db::Session& db, std::int64_t source_id, const std::vector<Found>& found);
void note_taken(db::Session& db, std::int64_t source_id, const std::string& identity, ItemState state,
                std::int64_t upload_id, const std::string& words);
void note_failed(db::Session& db, std::int64_t source_id, const std::string& identity, const std::string& words);
void note_cared_for(db::Session& db, std::int64_t source_id, const std::string& identity);
Result<db::Page<Item>> list_items(db::Session& db, std::int64_t source_id, const db::PageQuery& wanted);
} // namespace sources
