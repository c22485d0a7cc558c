#include "base/result.hpp"
#include "base/sha256.hpp"
#include "server/backup/backup.hpp"
#include "server/db/on_both_engines.hpp"
#include "server/storage/folder.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>

namespace backup
{
namespace
{
namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr auto passphrase = "a passphrase that is long enough";

// A school as the version `last` of the tables would have it, with letters and quotes that are awkward, and an account
// that is gone.
void fill(db::Connection& database, const std::string& last)
{
    constexpr auto at = "2026-09-01T08:00:00.000Z";
    database.script(fmt::format(R"sql(
        INSERT INTO users (id, email, name, role, password_hash, demo, created_at) VALUES
            (1, 'ana@school.test', 'Ána "Zoë" O''Neill', 'admin', 'x', 0, '{0}'),
            (9, 'gone@school.test', 'Gone', 'user', 'x', 0, '{0}');
        DELETE FROM users WHERE id = 9;
        INSERT INTO departments (id, key, name, demo, created_at) VALUES (3, 'clubs', 'Clubs', 0, '{0}');
        INSERT INTO memberships (user_id, department_id, may_send) VALUES (1, 3, 1);
        INSERT INTO feeds (id, key, title, department_id, period, delivery, contract_version, created_at)
            VALUES (4, 'club-signups', 'Club sign-ups', 3, 'week', 'snapshot', 1, '{0}');
        INSERT INTO contracts (feed_id, version, text, state, created_at) VALUES (4, 1, 'x', 'live', '{0}');
        INSERT INTO uploads (id, feed_id, department_id, period, file_name, sha256, bytes, uploader_id, storage_key, accepted_at)
            VALUES (5, 4, 3, '2026-W40', 'clubs.csv', '{1}', 5, 1, 'uploads/x', '{0}');
        INSERT INTO runs (id, kind, department_id, feed_id, period, contract_version, upload_id, state, trace_id, created_at,
                          finished_at {2}) VALUES (6, 'file', 3, 4, '2026-W40', 1, 5, 'succeeded', 't', '{0}', '{0}' {3}))sql",
                                at, sha256_hex("kept\n"), last < "0018" ? ", not_before" : "",
                                last < "0018" ? ", 'x'" : ""));
}

class BackupTest : public db::OnBothEngines
{
protected:
    void SetUp() override
    {
        OnBothEngines::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        source_ = db::open(url(), false);
        database().transact([](db::Session& db) {
            db.exec("INSERT INTO users (email, name, role, password_hash, demo, created_at) VALUES ($1, $2, 'admin', "
                    "'x', $4, $3)",
                    "ana@school.test", "Ána \"Zoë\" O'Neill\n", "2026-09-01T08:00:00.000Z", true);
            db.exec("INSERT INTO objects (kind, sha256, bytes, stored_at) VALUES ('upload', $1, 5, $2)",
                    sha256_hex("kept\n"), db.now());
            db.exec("INSERT INTO objects (kind, sha256, bytes, stored_at) VALUES ('made', $1, 4, $2)",
                    sha256_hex("lost"), db.now());
            db.exec("INSERT INTO objects (kind, sha256, bytes, stored_at, doomed_at) VALUES ('made', $1, 6, $2, $2)",
                    sha256_hex("doomed"), db.now());
        });
        std::ofstream(folder() / "bytes") << "kept\n";
        objects().put(folder() / "bytes",
                      {sha256_hex("kept\n"), 5, storage::key_of(storage::Kind::upload, sha256_hex("kept\n"))});
        std::ofstream(folder() / "erasures.jsonl") << "one line\n";
    }
    storage::Folder& objects()
    {
        if (!objects_) objects_ = std::make_unique<storage::Folder>(folder());
        return *objects_;
    }
    Made make_one()
    {
        return make(out(), passphrase, {url(), &objects(), {{"erasures.jsonl", folder() / "erasures.jsonl"}}});
    }
    fs::path out() const { return folder() / "hub.backup"; }
    // The other engine's, so that each test goes from one to the other.
    std::string other_sqlite() const { return "sqlite:" + (folder() / "other.db").string(); }

    std::string words_of(auto work)
    {
        try {
            work();
        } catch (const Refusal& refusal) {
            return refusal.message;
        }
        return "nothing was refused";
    }

private:
    std::unique_ptr<db::Connection> source_;
    std::unique_ptr<storage::Folder> objects_;
};
ON_BOTH_ENGINES(BackupTest);

std::vector<db::TableSum> sums_of(const std::string& url)
{
    auto connection = db::open(url, true);
    auto ignore = [](const auto&) {};
    return db::read_tables(*connection, ignore, ignore);
}

TEST_P(BackupTest, everything_comes_back_on_another_machine)
{
    auto made = make_one();
    EXPECT_EQ(made.contents.objects, 1);
    EXPECT_THAT(made.contents.lost, testing::ElementsAre(storage::key_of(storage::Kind::made, sha256_hex("lost"))));
    auto there = folder() / "there";
    storage::Folder objects(there);
    auto restored = restore(out(), passphrase, {other_sqlite(), &objects, there});
    EXPECT_EQ(restored.rows(), made.rows());
    auto before = sums_of(url()), after = sums_of(other_sqlite());
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_EQ(before[i].name, after[i].name);
        EXPECT_EQ(before[i].sum, after[i].sum) << before[i].name;
        EXPECT_EQ(before[i].last_id, after[i].last_id) << before[i].name;
    }
    EXPECT_FALSE(objects.check(storage::key_of(storage::Kind::upload, sha256_hex("kept\n"))));
    EXPECT_TRUE(fs::exists(there / "erasures.jsonl"));
}

TEST_P(BackupTest, rows_go_from_sqlite_into_this_engine_and_ids_go_on)
{
    make_one();
    storage::Folder objects(folder() / "there");
    restore(out(), passphrase, {other_sqlite(), &objects, folder() / "there"});
    { // as a backup of the other engine
        auto from = db::open(other_sqlite(), true), to = db::open(url(), false);
        db::TableWriter writer(*to);
        auto sums = db::read_tables(
            *from, [&](const db::Table& table) { writer.begin(table); },
            [&](const std::string& row) { writer.add(row); });
        writer.finish(sums);
    }
    EXPECT_EQ(sums_of(url()).size(), sums_of(other_sqlite()).size());
    auto ids = database().transact([](db::Session& db) {
        auto before = db.value<std::int64_t>("SELECT MAX(id) FROM users");
        db.exec("INSERT INTO users (email, name, role, password_hash, demo, created_at) VALUES ('b@school.test', 'B', "
                "'user', 'x', $1, 'y')",
                false);
        return std::pair{before, db.value<std::int64_t>("SELECT MAX(id) FROM users")};
    });
    EXPECT_EQ(ids.second, ids.first + 1);
}

TEST_P(BackupTest, whatever_was_done_to_the_file_is_noticed)
{
    make_one();
    EXPECT_THAT(words_of([&] { verify(out(), "another passphrase"); }), HasSubstr("The passphrase does not open"));
    auto bytes = fs::file_size(out());
    for (auto at : {std::uintmax_t{30}, std::uintmax_t{70}, bytes / 2, bytes - 3}) {
        auto copy = folder() / "changed";
        fs::copy_file(out(), copy, fs::copy_options::overwrite_existing);
        std::fstream file(copy, std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(static_cast<std::streamoff>(at));
        auto byte = static_cast<char>(file.get());
        file.seekp(static_cast<std::streamoff>(at));
        file.put(static_cast<char>(byte ^ 1));
        file.close();
        EXPECT_NE(words_of([&] { verify(copy, passphrase); }), "nothing was refused") << at;
    }
    fs::copy_file(out(), folder() / "cut");
    fs::resize_file(folder() / "cut", bytes - 200);
    EXPECT_NE(words_of([&] { verify(folder() / "cut", passphrase); }), "nothing was refused");
    std::ofstream(folder() / "other") << "PK nothing of ours";
    EXPECT_THAT(words_of([&] { verify(folder() / "other", passphrase); }), HasSubstr("is not a backup"));
}

TEST_P(BackupTest, nothing_in_use_is_overwritten)
{
    make_one();
    EXPECT_THAT(words_of([&] { restore(out(), passphrase, {url(), nullptr, folder()}); }), HasSubstr("is in use"));
    EXPECT_THAT(words_of([&] { make_one(); }), HasSubstr("is there already"));
}

TEST_P(BackupTest, a_backup_of_a_newer_program_is_refused_with_both_versions)
{
    database().transact([](db::Session& db) {
        db.exec("INSERT INTO schema_migrations (name, sha256, applied_at) VALUES ('9999_later.sql', 'x', 'y')");
    });
    make_one();
    auto words = words_of([&] { restore(out(), passphrase, {other_sqlite(), nullptr, folder()}); });
    EXPECT_THAT(words, HasSubstr("9999_later.sql"));
    EXPECT_THAT(words, HasSubstr(db::known_migrations(db::Engine::sqlite).back()));
}

TEST_P(BackupTest, the_backup_is_of_one_moment)
{
    auto connection = db::open(url(), true);
    std::int64_t users = 0;
    std::string here;
    db::read_tables(
        *connection,
        [&](const db::Table& table) {
            here = table.name;
            if (table.name != "departments" && users == 0 && table.name < "users")
                database().transact([&](db::Session& db) { // while it is read
                    db.exec("UPDATE users SET name = 'Another' WHERE id = (SELECT MIN(id) FROM users)");
                });
        },
        [&](const std::string& row) {
            if (here != "users") return;
            ++users;
            EXPECT_EQ(row.find("Another"), std::string::npos);
        });
    EXPECT_EQ(users, 1);
}

// Every version of the tables that a hub may have, with rows in it, is brought up to date by the program of today.
TEST(SchemaTest, rows_of_every_earlier_schema_live_on)
{
    auto pattern = (fs::temp_directory_path() / "batchops-schema-XXXXXX").string();
    fs::path folder = mkdtemp(pattern.data());
    auto known = db::known_migrations(db::Engine::sqlite);
    for (std::size_t i = 0; i < known.size(); ++i) {
        auto database = db::open("sqlite:" + (folder / (known[i] + ".db")).string(), false);
        db::migrate_up_to(*database, known[i]);
        EXPECT_EQ(db::applied_migrations(*database).back(), known[i]);
        fill(*database, known[i]);
        db::migrate_up_to(*database, "");
        EXPECT_EQ(db::applied_migrations(*database), known);
        auto names = database->run("SELECT name FROM users ORDER BY id", {});
        ASSERT_EQ(names.size(), 1U) << known[i];
        EXPECT_EQ(db::to_text(names.cell(0, 0)), "Ána \"Zoë\" O'Neill") << known[i];
        auto run = database->run("SELECT r.state, u.file_name FROM runs r JOIN uploads u ON u.id = r.upload_id", {});
        ASSERT_EQ(run.size(), 1U) << known[i];
        EXPECT_EQ(db::to_text(run.cell(0, 1)), "clubs.csv");
        EXPECT_EQ(database->run("PRAGMA foreign_key_check", {}).size(), 0U) << known[i];
        EXPECT_EQ(db::to_text(database->run("PRAGMA integrity_check", {}).cell(0, 0)), "ok");
    }
    fs::remove_all(folder);
}
} // namespace
} // namespace backup
