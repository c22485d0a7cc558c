#include "server/db/turn.hpp"

namespace db
{
Turn::Turn(const std::string& url, Alone what)
{
    if (!url.starts_with("postgres")) return;
    connection_ = open_postgres(url);
    connection_->script("BEGIN");
    connection_->script("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; "
                        "SET LOCAL idle_in_transaction_session_timeout = 0");
    Param key = param(static_cast<std::int64_t>(what));
    connection_->run("SELECT pg_advisory_xact_lock($1)", {&key, 1});
}
} // namespace db
