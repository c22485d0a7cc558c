#include "base/clock.hpp"
#include "server/db/on_both_engines.hpp"
#include <atomic>
#include <boost/describe.hpp>
#include <expected>
#include <thread>

namespace db
{
namespace
{
enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)
struct Owner {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Owner, (), (id, name))
struct Thing {
    std::int64_t id = 0;
    std::string name;
    Colour colour{};
    bool good = false;
    double weight = 0;
    std::optional<std::int64_t> count;
    std::vector<std::string> tags;
    std::optional<Owner> owner;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, name, colour, good, weight, count, tags, owner))

struct TableColumn {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(TableColumn, (), (name))

class DatabaseTest : public OnBothEngines
{
protected:
    void SetUp() override
    {
        OnBothEngines::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        transact([](Session& db) {
            db.exec("CREATE TABLE owners (id BIGINT PRIMARY KEY, name TEXT NOT NULL)");
            db.exec(
                "CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, colour TEXT CHECK (colour IN "
                "('red', 'green')), good BOOLEAN, weight DOUBLE PRECISION, count BIGINT, tags TEXT, owner_id BIGINT "
                "REFERENCES owners (id))");
        });
    }
    void insert(Session& db, std::int64_t id, const std::string& name) { insert(db, id, name, "red"); }
    void insert(Session& db, std::int64_t id, const std::string& name, const std::string& colour)
    {
        // $2 before $1 on purpose: SQLite numbers by first appearance.
        db.exec("INSERT INTO things (name, id, colour, good, weight, tags) VALUES ($2, $1, $3, $4, $5, $6)", id, name,
                colour, true, 2.5, std::vector<std::string>{"a", "b"});
    }
    std::int64_t count()
    {
        return database().read([](Session& db) { return db.value<std::int64_t>("SELECT COUNT(*) FROM things"); });
    }
    template <class Work> Problem problem_of(Work work)
    {
        try {
            transact(work);
        } catch (const Error& error) {
            return error.problem();
        }
        ADD_FAILURE() << "nothing was refused";
        return Problem::other;
    }
};
ON_BOTH_ENGINES(DatabaseTest);

TEST_P(DatabaseTest, a_row_becomes_a_struct_by_column_name)
{
    static constexpr auto sql = R"sql(
        SELECT t.good, t.id, t.name, t.colour, t.weight, t.count, t.tags, o.id AS owner_id, o.name AS owner_name
          FROM things t LEFT JOIN owners o ON o.id = t.owner_id ORDER BY t.id)sql";
    transact([&](Session& db) {
        insert(db, 1, "größer");
        insert(db, 2, "two", "green");
        db.exec("INSERT INTO owners (id, name) VALUES (7, 'Avery')");
        EXPECT_EQ(db.exec("UPDATE things SET owner_id = 7, count = $1 WHERE id = 2", std::optional<std::int64_t>(5)),
                  1);
    });
    auto things = database().read([](Session& db) { return db.all<Thing>(sql); });
    ASSERT_EQ(things.size(), 2U);
    EXPECT_EQ(things[0].name, "größer");
    EXPECT_EQ(things[0].count, std::nullopt);
    EXPECT_FALSE(things[0].owner);
    EXPECT_EQ(things[1].colour, Colour::green);
    EXPECT_TRUE(things[1].good);
    EXPECT_EQ(things[1].weight, 2.5);
    EXPECT_EQ(things[1].count, 5);
    EXPECT_EQ(things[1].tags, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(things[1].owner.value().name, "Avery");
}

TEST_P(DatabaseTest, D1_a_query_is_joined_from_pieces)
{
    transact([&](Session& db) {
        for (int i = 1; i <= 5; ++i) insert(db, i, "t" + std::to_string(i));
    });
    Query query("SELECT COUNT(*) FROM things WHERE TRUE");
    query.add(" AND id > ? AND name <> ?", 1, "t5").add_in(" AND id", {2, 3, 9});
    EXPECT_EQ(database().read([&](Session& db) { return db.value<int>(query); }), 2);
    Query none("SELECT COUNT(*) FROM things WHERE TRUE");
    none.add_in(" AND id", {});
    EXPECT_EQ(database().read([&](Session& db) { return db.value<int>(none); }), 0);
}

TEST_P(DatabaseTest, every_engine_says_no_in_the_same_words)
{
    transact([&](Session& db) { insert(db, 1, "one"); });
    EXPECT_EQ(problem_of([&](Session& db) { insert(db, 2, "one"); }), Problem::unique);
    EXPECT_EQ(problem_of([&](Session& db) { insert(db, 1, "two"); }), Problem::unique);
    EXPECT_EQ(problem_of([&](Session& db) { insert(db, 3, "three", "blue"); }), Problem::check);
    EXPECT_EQ(problem_of([&](Session& db) { db.exec("UPDATE things SET name = NULL"); }), Problem::check);
    EXPECT_EQ(problem_of([&](Session& db) { db.exec("UPDATE things SET owner_id = 99"); }), Problem::foreign_key);
    EXPECT_EQ(problem_of([&](Session& db) { db.exec("SELECT nonsense"); }), Problem::other);
    EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, an_exception_and_a_refusal_undo_everything)
{
    EXPECT_THROW(transact([&](Session& db) {
                     insert(db, 1, "one");
                     throw std::runtime_error("no");
                 }),
                 std::runtime_error);
    auto refused = transact([&](Session& db) -> std::expected<int, std::string> {
        insert(db, 1, "one");
        return std::unexpected("no");
    });
    EXPECT_EQ(refused.error(), "no");
    EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, a_transaction_that_met_another_runs_again)
{
    int tries = 0;
    transact([&](Session& db) {
        insert(db, 1, "one");
        if (++tries < 3) throw Error(Problem::serialization, "met another");
    });
    EXPECT_EQ(tries, 3);
    EXPECT_EQ(count(), 1);
    tries = 0;
    EXPECT_THROW(transact([&](Session&) {
                     ++tries;
                     throw Error(Problem::busy, "always");
                 }),
                 Error);
    EXPECT_EQ(tries, 5);
}

// Each looks first and then writes: whoever comes second finds what the first wrote, and no error.
TEST_P(DatabaseTest, two_that_write_the_same_at_once_see_each_other)
{
    for (int round = 0; round < 10; ++round) {
        std::atomic<int> made = 0, found = 0, ready = 0;
        auto person = [&] {
            auto id = ++ready;
            while (ready < 4) std::this_thread::yield();
            auto was_there = transact([&](Session& db) {
                auto name = "round " + std::to_string(round);
                if (db.value<bool>("SELECT EXISTS (SELECT 1 FROM things WHERE name = $1)", name)) return true;
                insert(db, round * 10 + id, name);
                return false;
            });
            ++(was_there ? found : made);
        };
        {
            std::vector<std::jthread> people;
            for (int i = 0; i < 4; ++i) people.emplace_back(person);
        }
        EXPECT_EQ(made, 1);
        EXPECT_EQ(found, 3);
    }
}

TEST_P(DatabaseTest, work_after_the_commit_sees_the_commit_and_never_follows_a_rollback)
{
    std::vector<std::int64_t> seen;
    transact([&](Session& db) {
        insert(db, 1, "one");
        db.after_commit([&] { seen.push_back(count()); });
        EXPECT_TRUE(seen.empty());
    });
    EXPECT_THROW(transact([&](Session& db) {
                     db.after_commit([&] { seen.push_back(-1); });
                     throw std::runtime_error("no");
                 }),
                 std::runtime_error);
    EXPECT_EQ(seen, std::vector<std::int64_t>{1});
}

TEST_P(DatabaseTest, D10_many_threads_lose_no_update)
{
    transact([&](Session& db) {
        insert(db, 1, "one");
        db.exec("UPDATE things SET count = 0");
    });
    std::vector<std::jthread> threads;
    for (int t = 0; t < 6; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 25; ++i)
                transact([](Session& db) { db.exec("UPDATE things SET count = count + 1 WHERE id = 1"); });
        });
    threads.clear();
    EXPECT_EQ(database().read([](Session& db) { return db.value<int>("SELECT count FROM things"); }), 150);
}

TEST_P(DatabaseTest, the_clock_is_text_that_sorts)
{
    auto [now, later] = database().read([](Session& db) { return std::pair(db.now(), db.now(std::chrono::hours(1))); });
    EXPECT_EQ(utc_text(parse_utc(now)), now);
    EXPECT_LT(now, later);
}

TEST_P(DatabaseTest, migrating_again_changes_nothing_and_an_edited_migration_is_refused)
{
    database().migrate();
    transact([](Session& db) { db.exec("UPDATE schema_migrations SET sha256 = 'other'"); });
    EXPECT_THROW(database().migrate(), Error);
    transact([](Session& db) { db.exec("DELETE FROM schema_migrations"); });
    EXPECT_THROW(database().migrate(), Error); // the tables are there already
}

TEST_P(DatabaseTest, a_newer_database_is_refused)
{
    transact([](Session& db) {
        db.exec("INSERT INTO schema_migrations (name, sha256, applied_at) VALUES ('9999_later.sql', 'x', 'y')");
    });
    EXPECT_THROW(database().migrate(), Error);
}

TEST(DatabaseUrl, a_wrong_address_is_a_sentence)
{
    try {
        Database database("mysql://x");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.problem(), Problem::unavailable);
        EXPECT_NE(std::string(error.what()).find("sqlite:"), std::string::npos);
    }
    EXPECT_THROW(Database("sqlite:/nowhere/at/all.db"), Error);
    EXPECT_THROW(Database("postgresql://postgres@/x?host=/nowhere"), Error);
}

std::string columns_of(Database& database)
{
    static constexpr auto sqlite = R"sql(
        SELECT m.name || '.' || c.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1)sql";
    static constexpr auto postgres = R"sql(
        SELECT table_name || '.' || column_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' ORDER BY table_name || '.' || column_name COLLATE "C")sql";
    std::string all;
    database.read([&](Session& db) {
        auto names = database.engine() == Engine::sqlite ? db.all<TableColumn>(sqlite) : db.all<TableColumn>(postgres);
        for (const auto& column : names) all += column.name + "\n";
    });
    return all;
}

struct Migrations : OnBothEngines {
};
ON_BOTH_ENGINES(Migrations);
TEST_P(Migrations, both_folders_end_in_the_same_tables_and_columns)
{
    Database other("sqlite:" + (folder() / "other.db").string());
    other.migrate();
    EXPECT_EQ(columns_of(database()), columns_of(other));
    EXPECT_NE(columns_of(other).find("jobs.lease_token"), std::string::npos);
    EXPECT_EQ(columns_of(other).find("runs.lease_token"), std::string::npos);
}
} // namespace
} // namespace db
