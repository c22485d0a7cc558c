#pragma once
// What the hub knows about the school itself: its name.
#include "server/db/session.hpp"
#include <string>

namespace departments
{
std::string school_name(db::Session& db); // "" until it is set
void set_school_name(db::Session& db, const std::string& name);
} // namespace departments
