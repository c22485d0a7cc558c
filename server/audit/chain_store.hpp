#pragma once
// Whether the history is what it was: the chain of its rows, and the anchors that were noted outside of the database.
#include "server/audit/audit_store.hpp"
#include <filesystem>
#include <span>

namespace audit
{
// The end of the chain at a moment.
struct Anchor {
    std::string at;
    std::int64_t last_id = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Anchor, (), (at, last_id, hash))
Anchor anchor(db::Session& db);
// Whether the history was longer, or another one, when this was noted: as in a database from an older backup.
bool has_lost(db::Session& db, const Anchor& anchor);

struct ChainState {
    bool holds = false;
    std::int64_t events = 0;                  // that there are, as far as they were looked at
    std::int64_t taken_out = 0;               // details that were erased
    std::optional<std::int64_t> first_broken; // the number of the first event that was changed or is missing
    bool key_missing = false; // it cannot be looked at: it was sealed with a key that the hub has no more
};
BOOST_DESCRIBE_STRUCT(ChainState, (), (holds, events, taken_out, first_broken, key_missing))
// Reads the rows in steps, up to the end of the chain as it was when this began. `so_far` is told how many were read,
// and the look ends early once it returns false.
ChainState check_chain(db::Session& db, std::span<const Anchor> anchors,
                       const std::function<bool(std::int64_t so_far)>& so_far = {});

// Seals the rows of a hub from before there were keys, and notes in the history whether they held. Once.
void seal_earlier_rows(db::Session& db);

// The anchors of the file, oldest first, without those that a later one has overtaken: after a database was restored
// from a backup the history goes on from there. A line that cannot be read is passed over.
std::vector<Anchor> anchors_in(const std::filesystem::path& file);
// Adds the end of the chain to the file where it has moved. On the disk when it returns.
void note_anchor(const std::filesystem::path& file, const Anchor& anchor);
} // namespace audit
