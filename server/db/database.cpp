#include "server/db/database.hpp"
#include "base/no_wait.hpp"
#include "server/db/overload.hpp"
#include "server/db/pool.hpp"
#include <random>
#include <thread>

namespace db
{
Database::Database(const std::string& url) : pool_(std::make_unique<Pool>(url)) {}
Database::~Database() = default;

Engine Database::engine() const { return pool_->engine(); }

std::string Database::name()
{
    return read([](Session& session) {
        return session.engine() == Engine::sqlite ? "SQLite " + session.value<std::string>("SELECT sqlite_version()")
                                                  : "PostgreSQL " + session.value<std::string>("SHOW server_version");
    });
}

Database::Borrowed::Borrowed(Database& database, Use use)
    : database_(database), use_(use), connection_(database.pool_->borrow(use == Use::write))
{
}
Database::Borrowed::~Borrowed() { database_.pool_->give_back(use_ == Use::write, std::move(connection_)); }

void Database::begin(Session& session)
{
    // IMMEDIATE takes the write lock at once, so that a transaction never fails halfway on an older snapshot.
    session.connection_.script(session.engine() == Engine::sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    session.state_ = Session::State::open;
    no_wait::enter();
}

Database::Hooks Database::commit(Session& session)
{
    session.state_ = Session::State::committing;
    session.connection_.script("COMMIT");
    session.state_ = Session::State::reading;
    no_wait::leave();
    return std::move(session.after_commit_);
}

void Database::rollback(Session& session) noexcept
{
    if (session.state_ == Session::State::reading) return;
    try {
        session.connection_.script("ROLLBACK");
    } catch (const std::exception&) { // the engine has rolled back by itself, or the connection is gone
    }
    session.state_ = Session::State::reading;
    no_wait::leave();
}

bool Database::worth_retrying(const Error& error, const Session& session)
{
    if (dynamic_cast<const Overload*>(&error)) return false;
    switch (error.problem()) {
    case Problem::busy:
    case Problem::serialization:
        return true;
    // Where several write at once, what another has committed meanwhile may stand in the way: looked at again, the
    // work sees it, and says so in its own words.
    case Problem::unique:
    case Problem::foreign_key:
        return session.engine() == Engine::postgres;
    // A connection lost inside COMMIT leaves open whether it happened.
    case Problem::unavailable:
        return session.state_ != Session::State::committing;
    default:
        return false;
    }
}

void Database::wait_before_retry(int attempt)
{
    thread_local std::minstd_rand random{std::random_device{}()};
    std::uniform_int_distribution<int> jitter(1, 20 << attempt);
    std::this_thread::sleep_for(std::chrono::milliseconds(jitter(random)));
}

void Database::run(const Hooks& hooks)
{
    for (const auto& hook : hooks) hook();
}
} // namespace db
