#pragma once
// Which data folder this database belongs to.
#include "server/db/session.hpp"
#include <optional>
#include <string>

namespace objects
{
std::optional<std::string> installation(db::Session& db);
void set_installation(db::Session& db, const std::string& id);
// The object of the file that was accepted last.
std::optional<std::string> newest_upload(db::Session& db);
} // namespace objects
