#include "base/embedded.hpp"
#include "server/db/connection.hpp"
#include "server/runs/queue_store.hpp"
#include "server/runs/test_school.hpp"
#include <fmt/format.h>
#include <map>

namespace runs
{
namespace
{
struct Count {
    std::int64_t id = 0, places = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (id, places))

struct QueueStore : SchoolTest {
    // Another department with a feed of its own.
    feeds::FeedRules other_department(const std::string& key)
    {
        return transact([&](db::Session& db) {
            departments::insert(db, {key, key}).value();
            return feeds::insert(db,
                                 {fmt::format("feed: {0}\ndepartment: {0}\nschema:\n  fields: [{{name: a, type: "
                                              "string}}]\n",
                                              key),
                                  {}},
                                 moderator.id)
                .value();
        });
    }
    runs::Run send_to(const feeds::FeedRules& other, const std::string& bytes)
    {
        auto own = std::exchange(feed, other);
        auto sent = send(bytes, "");
        feed = own;
        return sent;
    }
    void finish(const Claim& claim)
    {
        transact([&](db::Session& db) { EXPECT_TRUE(fail(db, claim.fence(), {"x", "y", false})); });
    }
    // I17: jobs that are not leased, or in exactly one place.
    std::size_t astray()
    {
        static constexpr auto sql = R"sql(
            SELECT id, places FROM (SELECT j.id, CASE WHEN j.lease_token IS NULL THEN 0 ELSE 1 END
                + (SELECT COUNT(*) FROM jobs_ready r WHERE r.job_id = j.id)
                + (SELECT COUNT(*) FROM jobs_later l WHERE l.job_id = j.id)
                + CASE WHEN EXISTS (SELECT 1 FROM jobs_waiting w WHERE w.job_id = j.id) THEN 1 ELSE 0 END AS places,
                CASE WHEN j.ended_at IS NULL THEN 1 ELSE 0 END AS wanted FROM jobs j) x WHERE places <> wanted)sql";
        return database().read([](db::Session& db) { return db.all<Count>(sql).size(); });
    }
    std::int64_t count(db::Sql sql)
    {
        return database().read([&](db::Session& db) { return db.value<std::int64_t>(sql); });
    }
};
ON_BOTH_ENGINES(QueueStore);

TEST_P(QueueStore, a_department_that_floods_does_not_starve_another)
{
    auto other = other_department("marks");
    for (int i = 0; i < 12; ++i) send("x", fmt::format("2026-W{}", 10 + i));
    for (int i = 0; i < 3; ++i) send_to(other, std::to_string(i));
    int waited = 0;
    for (int seen = 0; seen < 3; ++waited) {
        auto got = claim().value();
        seen += got.feed.key == "marks";
        finish(got);
    }
    EXPECT_LE(waited, 7) << "they take turns, one each";
    EXPECT_EQ(astray(), 0U);
}

TEST_P(QueueStore, a_department_has_only_so_many_running_and_the_next_one_follows)
{
    most_of_share = 1;
    auto other = other_department("marks");
    send("one", "2026-W47"), send("two", "2026-W48");
    auto first = claim().value();
    auto theirs = send_to(other, "x");
    EXPECT_EQ(claim().value().id, theirs.id) << "the second of the own department is passed over";
    EXPECT_FALSE(claim());
    EXPECT_EQ(astray(), 0U);
    finish(first);
    EXPECT_TRUE(claim());
    EXPECT_EQ(astray(), 0U);
}

TEST_P(QueueStore, what_a_person_waits_for_goes_first_and_files_are_not_for_those_who_wait_for_it)
{
    auto sent = send();
    auto take = [&](jobs::Lane last) {
        return transact([&](db::Session& db) { return jobs::claim(db, "w1", last, 9); });
    };
    EXPECT_FALSE(take(jobs::Lane::person_waits));
    auto asked = transact([&](db::Session& db) {
        return jobs::create(db, {.run_id = sent.id, .owner = "user:1", .lane = jobs::Lane::person_waits});
    });
    EXPECT_EQ(take(jobs::Lane::again).value().id, asked);
    EXPECT_TRUE(take(jobs::Lane::sent));
}

TEST_P(QueueStore, a_long_line_waits_link_by_link)
{
    for (int i = 0; i < 5; ++i) send(std::to_string(i));
    EXPECT_EQ(count("SELECT COUNT(*) FROM jobs_waiting"), 4);
    EXPECT_EQ(count("SELECT COUNT(*) FROM jobs_ready"), 1);
}

TEST_P(QueueStore, a_job_for_newer_code_is_left_alone)
{
    send();
    transact([](db::Session& db) { db.exec("UPDATE jobs_ready SET needs = $1", jobs::code_version + 1); });
    EXPECT_FALSE(claim());
}

TEST_P(QueueStore, a_clock_that_was_set_back_stops_nothing)
{
    send();
    auto got = claim().value();
    transact([&](db::Session& db) {
        EXPECT_TRUE(retry_later(db, got, Fault::surroundings, {"x", "y", false}));
        db.exec("UPDATE jobs_later SET since = $1, not_before = $2", db.now(std::chrono::hours(1)),
                db.now(std::chrono::hours(2)));
    });
    ASSERT_TRUE(claim());
    transact([](db::Session& db) {
        db.exec("UPDATE jobs SET lease_until = $1", db.now(std::chrono::hours(1)));
        EXPECT_TRUE(jobs::expired(db).empty()) << "its worker may well be alive";
        EXPECT_TRUE(db.value<bool>("SELECT lease_until <= $1 FROM jobs", db.now(jobs::lease_time)));
    });
}

TEST_P(QueueStore, one_process_sweeps_at_a_time_and_another_follows_it)
{
    auto hold = [&](const char* boot) {
        return transact([&](db::Session& db) { return jobs::hold_scheduler(db, boot); });
    };
    EXPECT_TRUE(hold("one"));
    EXPECT_FALSE(hold("two"));
    EXPECT_TRUE(hold("one"));
    transact([](db::Session& db) { db.exec("UPDATE leases SET expires_at = ''"); });
    EXPECT_TRUE(hold("two"));
    EXPECT_FALSE(hold("one"));
    EXPECT_EQ(count("SELECT term FROM leases"), 2);
}

TEST_P(QueueStore, what_somebody_tore_out_by_hand_is_put_back)
{
    auto first = send("one"), second = send("two");
    transact([](db::Session& db) {
        db.exec("DELETE FROM jobs_ready");
        db.exec("DELETE FROM jobs_waiting");
        EXPECT_EQ(jobs::repair(db), 2);
        EXPECT_EQ(jobs::repair(db), 0);
    });
    EXPECT_EQ(claim().value().id, first.id);
    EXPECT_EQ(claim().value().id, second.id);
}

TEST_P(QueueStore, whatever_happens_at_once_every_file_ends_in_its_turn)
{
    most_of_share = 2;
    constexpr int periods = 4, files = 6;
    std::mutex mutex;
    std::map<std::string, std::vector<std::int64_t>> order;
    auto work = [&](int name) {
        for (int idle = 0; idle < 200;) {
            auto got = claim("w" + std::to_string(name));
            if (!got) {
                ++idle;
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
                continue;
            }
            idle = 0;
            if (got->job.epoch == 1 && got->id % 5 == 0) {
                transact([&](db::Session& db) { EXPECT_TRUE(release(db, got->fence())); });
                continue;
            }
            {
                std::lock_guard lock(mutex);
                order[got->period].push_back(got->id);
            }
            finish(*got);
        }
    };
    {
        std::vector<std::jthread> threads;
        for (int p = 0; p < periods; ++p)
            threads.emplace_back([&, p] {
                for (int i = 0; i < files; ++i) {
                    auto sent = send(fmt::format("{} {}", p, i), fmt::format("2026-W{}", 10 + p));
                    if (i % 3 == 1) // too late for some
                        transact([&](db::Session& db) { return cancel(db, clerk, sent.id).has_value(); });
                }
            });
        for (int w = 0; w < 3; ++w) threads.emplace_back([&, w] { work(w); });
    }
    EXPECT_EQ(astray(), 0U);
    EXPECT_EQ(count("SELECT COUNT(*) FROM runs WHERE state IN ('queued', 'running')"), 0);
    for (const auto& [period, ids] : order) EXPECT_TRUE(std::ranges::is_sorted(ids)) << period;
}

// The database as the version before left it, with runs that wait, one in work and one that ended.
TEST_P(QueueStore, an_upgrade_carries_over_the_runs_that_wait)
{
    for (auto* each : {"one", "two", "three"}) send(each);
    send("other week", "2026-W47");
    auto forget = [&](const char* what) {
        for (const auto& file : embedded::migrations())
            if (file.path == std::string(GetParam() == db::Engine::sqlite ? "sqlite/" : "postgres/") + what)
                return std::string(file.bytes.view());
        throw std::logic_error("no such migration");
    };
    auto connection =
        GetParam() == db::Engine::sqlite ? db::open_sqlite(url().substr(7), false) : db::open_postgres(url());
    connection->script(R"sql(
        DROP TABLE jobs_later; DROP TABLE jobs_waiting; DROP TABLE jobs_ready; DROP TABLE jobs; DROP TABLE job_shares;
        DROP INDEX runs_by_state;
        ALTER TABLE workers ADD COLUMN caps TEXT;
        ALTER TABLE runs ADD COLUMN queue TEXT; ALTER TABLE runs ADD COLUMN priority BIGINT;
        ALTER TABLE runs ADD COLUMN error_attempts BIGINT; ALTER TABLE runs ADD COLUMN crash_count BIGINT;
        ALTER TABLE runs ADD COLUMN max_attempts BIGINT; ALTER TABLE runs ADD COLUMN epoch BIGINT NOT NULL DEFAULT 3;
        ALTER TABLE runs ADD COLUMN lease_token TEXT; ALTER TABLE runs ADD COLUMN lease_owner TEXT;
        ALTER TABLE runs ADD COLUMN lease_until TEXT; ALTER TABLE runs ADD COLUMN not_before TEXT;
        ALTER TABLE runs ADD COLUMN cancel_requested_at TEXT;
        CREATE INDEX runs_to_claim ON runs (state, not_before);
        UPDATE runs SET state = 'running' WHERE id = 1;
        UPDATE runs SET state = 'cancelled', finished_at = 'x' WHERE id = 3)sql");
    connection->script("BEGIN;" + forget("0018_jobs.sql") + "COMMIT");
    connection.reset();
    EXPECT_EQ(astray(), 0U);
    auto first = claim().value();
    EXPECT_EQ(first.id, 1);
    EXPECT_EQ(first.job.epoch, 4) << "what the worker of the old version still writes is refused";
    EXPECT_EQ(claim().value().id, 4);
    EXPECT_FALSE(claim()) << "the second of the same period waits for the first";
    finish(first);
    EXPECT_EQ(claim().value().id, 2);
    EXPECT_FALSE(claim());
    EXPECT_TRUE(send("four").id > 0);
}
} // namespace
} // namespace runs
