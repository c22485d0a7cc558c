#include "base/embedded.hpp"
#include "base/sha256.hpp"
#include "server/db/database.hpp"
#include <boost/describe.hpp>
#include <map>

namespace db
{
namespace
{
struct AppliedMigration {
    std::string name;
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(AppliedMigration, (), (name, sha256))

// "0001_first.sql" → file, in order of the numbers.
std::map<std::string, std::string_view> migrations_of(Engine engine)
{
    std::string folder = engine == Engine::sqlite ? "sqlite/" : "postgres/";
    std::map<std::string, std::string_view> found;
    for (const auto& file : embedded::migrations())
        if (file.path.starts_with(folder)) found.emplace(file.path.substr(folder.size()), file.bytes.view());
    return found;
}
} // namespace

void Database::migrate()
{
    static constexpr auto make_table = R"sql(
        CREATE TABLE IF NOT EXISTS schema_migrations
            (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL))sql";
    static constexpr auto remember = "INSERT INTO schema_migrations (name, sha256, applied_at) VALUES ($1, $2, $3)";
    // Two processes that start together take turns; SQLite's BEGIN IMMEDIATE does it by itself.
    auto take_turns = [&](Session& session) {
        if (engine() != Engine::postgres) return;
        session.connection_.script(
            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"); // an index takes long
        session.exec("SELECT pg_advisory_xact_lock(4242001)");
    };
    transact([&](Session& session) {
        take_turns(session);
        session.exec(make_table);
    });
    auto wanted = migrations_of(engine());
    for (const auto& [name, text] : wanted)
        transact([&](Session& session) {
            take_turns(session);
            auto hash = sha256_hex(text);
            auto applied =
                session.find<AppliedMigration>("SELECT name, sha256 FROM schema_migrations WHERE name = $1", name);
            if (!applied) {
                session.connection_.script(std::string(text));
                session.exec(remember, name, hash, session.now());
            } else if (applied->sha256 != hash)
                throw Error(Problem::unavailable,
                            "The migration " + name +
                                " was applied to this database in another form. Start the version of "
                                "BatchOps that made the database, or restore a backup.");
        });
    auto known = read([](Session& session) {
        return session.all<AppliedMigration>("SELECT name, sha256 FROM schema_migrations ORDER BY name");
    });
    for (const auto& applied : known)
        if (!wanted.contains(applied.name))
            throw Error(Problem::other, "The database is newer than this version of BatchOps: it has " + applied.name +
                                            ". Start the newer version; tables never go back.");
}
} // namespace db
