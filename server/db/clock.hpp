#pragma once
// The clock of the database as an expression, for statements that would else ask for it by one of their own.
#include "server/db/connection.hpp"
#include "server/db/query.hpp"

namespace db
{
// clock_timestamp, because now() stands still inside a transaction.
inline Sql clock_of(Engine engine)
{
    return engine == Engine::sqlite
               ? Sql("strftime('%Y-%m-%dT%H:%M:%fZ', 'now')")
               : Sql(R"sql(to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))sql");
}
} // namespace db
