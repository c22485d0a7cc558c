#pragma once
// Who holds what everybody needs, such as the writer of the database, waits for nothing meanwhile: no child, no other
// server, no pause.
#include <string_view>

namespace no_wait
{
// From enter() to leave() this thread holds such a thing; may be nested.
void enter();
void leave();

// Said by whatever waits, before it does. Where the thread may not: an error in the log; once be_strict() was called,
// as tests do, std::logic_error.
void waits_for(std::string_view what);
void be_strict();
} // namespace no_wait
