#pragma once
// What the engine said of a run, as incidents are opened from it and shown with it.
#include "server/db/session.hpp"
#include "server/incidents/observation.hpp"

namespace incidents
{
RunOutcome outcome_of(db::Session& db, runs::Run run);
} // namespace incidents
