#pragma once
// What can be applied to the file of an incident: the answers that make a new run over the same upload, as a person
// could give them on the page of the run.
#include "server/incidents/observation.hpp"

namespace incidents
{
struct Remedy {
    std::int64_t run_id = 0;
    std::string known_error;             // its key
    std::optional<std::string> column{}; // the contract's field
    std::string words;                   // what it does; quotes the file
    runs::NewAnswers answers{};
    std::vector<std::string> touched{}; // fields: an answer holds for all that the known error is in
    std::int64_t values = 0;            // that it changes; none where the file is only read in another way
};

// Of the known error in this column (none: in the file). Nothing where the reading deals with it by itself, where only
// a person knows the answer, or where only the sender has what is lost.
std::optional<Remedy> remedy_of(const RunOutcome& outcome, const std::string& known_error,
                                const std::optional<std::string>& column);

// Whether the file still has it. One that was read in another way goes on looking like it beside its file rules.
bool still_there(const engine::KnownErrorMatch& match, const std::vector<engine::AppliedRepair>& repairs);
bool still_shows(const std::vector<engine::KnownErrorMatch>& matches, const std::vector<engine::AppliedRepair>& repairs,
                 const Remedy& remedy);

// Rows that a remedy may change at most, of so many.
inline constexpr std::int64_t most_changed = 1000;
bool changes_few(std::int64_t changed, std::int64_t rows); // at most 20 % or `most_changed`
} // namespace incidents
