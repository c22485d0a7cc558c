#pragma once
#include "confine/lock_down.hpp"

namespace confine
{
// Holds the process to the folders: files elsewhere are neither opened nor made. Needs no-new-privs. Returns 0, or the
// error number for which Landlock is not to be had. Throws std::system_error where a writable folder is not there.
int restrict_folders(const Folders& folders);
} // namespace confine
