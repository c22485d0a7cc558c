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

inline constexpr std::int64_t most_by_itself = 10;  // files of an hour that it repaired by itself
inline constexpr std::int64_t most_no_effect = 3;   // attempts of a day that changed nothing
inline constexpr std::int64_t confirmed_enough = 5; // files in a row whose repair a person wanted and that worked

// How a known error does of late, in one statement.
struct Lately {
    std::optional<SelfRepair> setting{};
    std::int64_t in_vain = 0;   // attempts of a day
    std::int64_t by_itself = 0; // files of an hour
    std::int64_t confirmed = 0; // files whose repair people wanted and that worked, since the last that did not
};
BOOST_DESCRIBE_STRUCT(Lately, (), (setting, in_vain, by_itself, confirmed))
Lately lately(db::Session& db, std::int64_t known_error_id);

// A known error is stopped while the last hour or day has too many; it goes on by itself when they are past. Why, in a
// sentence; nothing: it is not stopped.
std::optional<std::string> why_stopped(const Lately& of);
// By so many attempts of a day that changed nothing: also what a person starts.
std::optional<std::string> why_stopped_for_all(std::int64_t in_vain);
std::string a_day_before(const std::string& now);

// Puts down which known errors of format a person is asked about before they are repaired, where nobody has answered.
void ask_first(db::Session& db, engine::Choices& choices);
} // namespace incidents
