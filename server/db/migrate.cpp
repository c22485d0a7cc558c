#include "base/embedded.hpp"
#include "base/sha256.hpp"
#include "server/db/copy.hpp"
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

namespace
{
constexpr auto make_table = R"sql(
    CREATE TABLE IF NOT EXISTS schema_migrations
        (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL))sql";

// Two processes that start together take turns; SQLite's BEGIN IMMEDIATE does it by itself.
void take_turns(Connection& connection)
{
    if (connection.engine() != Engine::postgres) return;
    connection.script("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"); // an index takes long
    connection.run("SELECT pg_advisory_xact_lock(4242001)", {});
}

void require_not_newer(const std::vector<std::string>& applied, const std::map<std::string, std::string_view>& wanted)
{
    for (const auto& name : applied)
        if (!wanted.contains(name))
            throw Error(Problem::other,
                        "The database is newer than this program: it has the tables of " + applied.back() +
                            ", and BatchOps " BATCHOPS_VERSION " knows those up to " + wanted.rbegin()->first +
                            ". Start the newer version, or restore a backup from before; tables never go back.");
}

void apply(Session& session, Connection& connection, const std::string& name, std::string_view text)
{
    static constexpr auto remember = "INSERT INTO schema_migrations (name, sha256, applied_at) VALUES ($1, $2, $3)";
    take_turns(connection);
    auto hash = sha256_hex(text);
    auto applied = session.find<AppliedMigration>("SELECT name, sha256 FROM schema_migrations WHERE name = $1", name);
    if (!applied) {
        connection.script(std::string(text));
        session.exec(remember, name, hash, session.now());
    } else if (applied->sha256 != hash)
        throw Error(Problem::unavailable, "The migration " + name +
                                              " was applied to this database in another form. Start the version of "
                                              "BatchOps that made the database, or restore a backup.");
}
} // namespace

void Database::migrate()
{
    transact([&](Session& session) {
        take_turns(session.connection_);
        session.exec(make_table);
    });
    auto wanted = migrations_of(engine());
    // Before anything is changed.
    require_not_newer(read([](Session& session) { return applied_migrations(session.connection_); }), wanted);
    for (const auto& [name, text] : wanted)
        transact([&](Session& session) { apply(session, session.connection_, name, text); });
}

std::vector<std::string> applied_migrations(Connection& connection)
{
    auto known = connection.run(connection.engine() == Engine::sqlite
                                    ? "SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'"
                                    : "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() "
                                      "AND table_name = 'schema_migrations'",
                                {});
    if (known.size() == 0) return {};
    auto rows = connection.run("SELECT name FROM schema_migrations ORDER BY name", {});
    std::vector<std::string> names;
    for (std::size_t i = 0; i < rows.size(); ++i) names.push_back(to_text(rows.cell(i, 0)));
    return names;
}

std::vector<std::string> known_migrations(Engine engine)
{
    std::vector<std::string> names;
    for (const auto& [name, text] : migrations_of(engine)) names.push_back(name);
    return names;
}

void migrate_up_to(Connection& connection, const std::string& last)
{
    Session session(connection);
    session.exec(make_table);
    for (const auto& [name, text] : migrations_of(connection.engine())) {
        if (!last.empty() && name > last) break;
        connection.script(connection.engine() == Engine::sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
        try {
            apply(session, connection, name, text);
        } catch (...) {
            connection.script("ROLLBACK");
            throw;
        }
        connection.script("COMMIT");
    }
}
} // namespace db
