#pragma once
// The life of a run, in order. A step covers the stages that one call of the engine does; the screen shows all six.
#include "server/pipeline/work.hpp"

namespace pipeline
{
Outcome receive(Work& work); // finds the stored file, its rules, its corrections and what it refers to
Outcome prepare(Work& work); // read, standardize, validate; ends with a checkpoint
Outcome publish(Work& work); // transform, publish; ends with the publication

// What the run needs besides its file and rules; the contract is parsed already.
void gather(Work& work, db::Session& db);

struct Step {
    engine::StageName first, last;
    Outcome (*run)(Work&);
};

inline constexpr Step steps[] = {
    {engine::StageName::receive, engine::StageName::receive, &receive},
    {engine::StageName::read, engine::StageName::validate, &prepare},
    {engine::StageName::transform, engine::StageName::publish, &publish},
};
} // namespace pipeline
