#pragma once
// One process at a time does what must not be done by two at once, such as a first start. PostgreSQL: an advisory lock,
// kept by a connection of its own and given back with it, however the process ends. SQLite serves one process.
#include "server/db/connection.hpp"

namespace db
{
enum class Alone { start = 4242002, reconcile = 4242003 };

class Turn
{
public:
    // Waits for its turn, however long the others take. `url` as of a Database, or empty. Throws Error.
    Turn(const std::string& url, Alone what);

private:
    std::unique_ptr<Connection> connection_; // none: SQLite
};
} // namespace db
