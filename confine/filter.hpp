#pragma once
#include "confine/lock_down.hpp"

namespace confine
{
// Leaves the process the system calls on the list of filter.cpp. Returns 0, or the error number for which seccomp is
// not to be had.
int filter_calls(const Folders& folders);
} // namespace confine
