#pragma once
// Which objects storage holds: a row for each, from before its bytes have their name until after they are gone. An
// object that no row of another table refers to is doomed; a day later it may be taken away.
#include "server/db/session.hpp"
#include "server/storage/object.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace objects
{
struct Object {
    storage::Kind kind = storage::Kind::upload;
    std::string sha256;
    std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Object, (), (kind, sha256, bytes))

// Known from now on, and doomed until something refers to it.
void note_coming(db::Session& db, storage::Kind kind, std::span<const storage::Stored> objects);
// Something refers to it from this transaction on. Locks its row against removal, so that the caller may look whether
// its bytes are there and rely on it.
void keep(db::Session& db, const Object& object);

// Dooms what nothing refers to and reprieves what something does, among `step` objects after this one, in the order of
// the words for their kinds: made, upload. The last that it looked at; nothing at the end.
std::optional<Object> mark(db::Session& db, const Object& after, std::int64_t step = 1000);
std::vector<Object> doomed_before(db::Session& db, const std::string& instant);
// Forgets its row where nothing refers to it; locks it until the transaction ends. `doomed_before`: and only if it has
// been doomed since. Whether it did.
bool forget(db::Session& db, const Object& object, const std::optional<std::string>& doomed_before = {});

// What was looked at longest ago, before this instant.
std::vector<Object> least_recently_checked(db::Session& db, const std::string& before, std::int64_t most);
void note_whole(db::Session& db, const Object& object);
// False where it is known already.
bool note_lost(db::Session& db, const Object& object);
std::int64_t lost(db::Session& db); // how many are known to be
// What refers to it, in words: “fees.csv” for Fees.
std::vector<std::string> what_refers_to(db::Session& db, const Object& object);
// What a run made: its files, those of its report, and its checkpoints.
std::vector<Object> made_by(db::Session& db, std::int64_t run_id);
} // namespace objects
