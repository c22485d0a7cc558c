#pragma once
// Takes the files of a source in: fetch, hash, commit the upload, and only then move or delete there. A crash in
// between finds the file again by its identity or its content, and repeats the move alone.
#include "base/sealing.hpp"
#include "server/db/database.hpp"
#include "server/runs/run_events.hpp"
#include "server/sources/source_store.hpp"
#include "server/storage/storage.hpp"
#include <stop_token>

namespace sources
{
struct Hands {
    db::Database& database;
    storage::Storage& storage;
    runs::EventSink& sink;
    const SealingKeys& keys;
    Reach reach;
};

struct PickedUp {
    std::int64_t uploads = 0, same = 0, failed = 0, left = 0; // left: no rule, no period, still settling
    std::optional<std::string> fails;                         // why not all that lies there was seen or read
    std::string words;                                        // "2 files taken, 1 left: no rule"
};

// What would happen now; changes nothing.
Look look(const Hands& hands, const Source& source);

// `go_on` says between files whether to carry on. Waits for what is settling, ten minutes at most. Throws Refusal where
// the place cannot be looked at, or the source is paused.
PickedUp pick_up(const Hands& hands, std::int64_t source_id, const std::function<bool()>& go_on);
} // namespace sources
