#include "server/db/health.hpp"
#include "server/db/error.hpp"

namespace db
{
std::optional<std::string> damage_in(Session& db)
{
    if (db.engine() != Engine::sqlite) return std::nullopt;
    auto found = db.value<std::string>("PRAGMA quick_check(1)");
    return found == "ok" ? std::nullopt : std::optional(found);
}

void write_proof(Session& db)
{
    static constexpr auto sql = R"sql(
        INSERT INTO settings (name, value) VALUES ('last_written', $1)
        ON CONFLICT (name) DO UPDATE SET value = $1)sql";
    db.exec(sql, db.now());
}
} // namespace db
