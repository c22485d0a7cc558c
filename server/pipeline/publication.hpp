#pragma once
#include "server/pipeline/work.hpp"
#include "server/sharing/part.hpp"

namespace pipeline
{
// Makes the report count: its rows and the end of the run are one transaction, so it is published once or not at all.
// Throws FenceLost.
void commit_publication(Work& work, const std::vector<sharing::NewPart>& parts);
} // namespace pipeline
