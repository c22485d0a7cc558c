#pragma once
// Whether a database can be trusted and written. Both throw Error where it cannot even be asked.
#include "server/db/session.hpp"
#include <optional>
#include <string>

namespace db
{
// What is wrong with its pages, in the engine's words; reads all of them. PostgreSQL offers no such question: what it
// meets it says when it is met.
std::optional<std::string> damage_in(Session& db);
// Writes a row. The transaction must be committed for it to mean anything.
void write_proof(Session& db);
} // namespace db
