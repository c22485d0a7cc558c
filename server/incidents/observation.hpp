#pragma once
// What the outcome of a run says needs somebody, each with the key that it is grouped by.
#include "server/incidents/fingerprint.hpp"
#include "server/runs/answers.hpp"
#include "server/runs/run.hpp"

namespace incidents
{
// What was repaired before anything was published.
struct Repaired {
    std::int64_t cells = 0;
    std::optional<std::int64_t> errors_before{}, errors_after{}; // findings that must be fixed, in all
};

struct Observation {
    Identity identity{};
    IncidentSeverity severity = IncidentSeverity::low;
    std::string title{};
    std::optional<std::string> known_error{}; // its key
    std::int64_t rows = 0;
    std::optional<Repaired> repaired{}; // it is dealt with
};

// A run as it was when it was held or ended, with what the engine said.
struct RunOutcome {
    runs::Run run{};
    std::vector<engine::Reason> reasons{};
    std::vector<engine::Card> cards{};
    std::vector<engine::Doubt> doubts{};
    std::vector<engine::KnownErrorMatch> known_errors{};
    std::vector<engine::AppliedRepair> repairs{};
};

// Of each cause one. A known error stands for the findings and questions that come of it.
std::vector<Observation> observations_of(const RunOutcome& outcome);
} // namespace incidents
