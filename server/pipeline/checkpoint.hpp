#pragma once
// What prepare made, kept so that a later attempt (or a run that continues this one) with the same input takes it up
// instead of computing it again.
#include "server/pipeline/work.hpp"

namespace pipeline
{
// Everything that the result of prepare depends on, as one hash.
std::string prepare_input_hash(const Work& work);

// Fills work.prepared and work.files from a checkpoint of this input whose files are all intact.
bool take_up_checkpoint(Work& work);
// One transaction: the results for the screen, the files and the checkpoint.
void save_checkpoint(Work& work);
} // namespace pipeline
