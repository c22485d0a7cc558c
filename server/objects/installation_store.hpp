#pragma once
// Which data folder this database belongs to, and which keys.
#include "server/db/session.hpp"
#include <optional>
#include <string>

namespace objects
{
std::optional<std::string> installation(db::Session& db);
void set_installation(db::Session& db, const std::string& id);
// Something that only the keys of the hub open.
std::optional<std::string> sealed_sample(db::Session& db);
void set_sealed_sample(db::Session& db, const std::string& sealed);
void forget_sealed_sample(db::Session& db);
// The object of the file that was accepted last.
std::optional<std::string> newest_upload(db::Session& db);
} // namespace objects
