#pragma once
#include "server/pipeline/work.hpp"
#include "server/sharing/part.hpp"

namespace pipeline
{
// Makes the parts of the report that recipients get instead of the whole, in the child like the report itself. A part
// that cannot be made is left out, and its recipients' deliveries say so. Throws Interrupted.
std::vector<sharing::NewPart> make_parts(Work& work);
} // namespace pipeline
