#pragma once
// Whether known errors may repair files by themselves: the switch for all of them, and the breaker of each.
#include "engine/table/doubt.hpp"
#include "server/db/session.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>

namespace incidents
{
struct SelfRepair {
    bool on = true;
};
BOOST_DESCRIBE_STRUCT(SelfRepair, (), (on))
SelfRepair self_repair(db::Session& db);
void set_self_repair(db::Session& db, const SelfRepair& wanted);

inline constexpr std::int64_t most_by_itself = 10;  // runs of an hour that it repaired by itself
inline constexpr std::int64_t most_no_effect = 3;   // attempts of a day that changed nothing
inline constexpr std::int64_t confirmed_enough = 5; // repairs in a row that a person wanted and that worked

// A known error is stopped while the last hour or day has too many of these; it goes on by itself when they are past.
// Why, in a sentence; nothing: it is not stopped. What a
// person starts is stopped by the second only.
std::optional<std::string> why_stopped(db::Session& db, std::int64_t known_error_id, bool by_person);

// How many of the last repairs that a person wanted worked, one after the other.
std::int64_t confirmed(db::Session& db, std::int64_t known_error_id);

// Puts down which known errors of format a person is asked about before they are repaired, where nobody has answered.
void ask_first(db::Session& db, engine::Choices& choices);
} // namespace incidents
