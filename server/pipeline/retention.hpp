#pragma once
#include "server/pipeline/context.hpp"

namespace pipeline
{
// Takes away files, with all that was made of them, that were sent longer ago than the live rules of their feed (or the
// setting) keep them, and says in the history what went. A file that speaks of somebody on legal hold stays, and so
// does one that cannot be searched while there is a hold. Returns how many went.
std::size_t purge_old_files(Context& context);
} // namespace pipeline
