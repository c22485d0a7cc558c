#pragma once
// The database of the hub: "sqlite:/path/batchops.db" or "postgresql://…". Safe to use from many threads.
#include "server/db/session.hpp"
#include <concepts>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace db
{
class Pool;

class Database
{
public:
    // Opens at least one connection, so that a wrong URL fails here. Throws Error.
    explicit Database(const std::string& url);
    ~Database();

    Engine engine() const;
    std::string name(); // "SQLite 3.40.1" | "PostgreSQL 15.20"

    // Brings the tables up to date: forward only, one transaction each. Throws where an applied migration has changed.
    void migrate();

    // Runs `work(Session&)` on a connection that only reads.
    template <class Work> auto read(Work work)
    {
        Borrowed borrowed(*this, Use::read);
        Session session(borrowed.connection());
        return work(session);
    }

    // Runs `work(Session&)` in one transaction and commits it. Where the engine asks for it (busy, serialization,
    // connection lost before COMMIT; what another wrote at the same time in the way) all of it runs again, five times
    // at most: `work` must not do anything that cannot be repeated. A refusal (Result without value) and an exception
    // roll back.
    template <class Work> auto transact(Work work) -> std::invoke_result_t<Work&, Session&>
    {
        Hooks hooks;
        for (int attempt = 1;; ++attempt) {
            try {
                if constexpr (std::is_void_v<std::invoke_result_t<Work&, Session&>>) {
                    attempt_transaction(work, hooks);
                    return run(hooks);
                } else {
                    auto answer = attempt_transaction(work, hooks);
                    run(hooks);
                    return answer;
                }
            } catch (const Retry& again) {
                if (attempt == 5) throw again.error;
                wait_before_retry(attempt);
            }
        }
    }

private:
    using Hooks = std::vector<std::function<void()>>;
    enum class Use { read, write };
    class Borrowed
    {
    public:
        Borrowed(Database& database, Use use);
        ~Borrowed();
        Connection& connection() { return *connection_; }

    private:
        Database& database_;
        Use use_;
        std::unique_ptr<Connection> connection_;
    };
    struct Retry {
        Error error;
    };

    template <class Work> std::invoke_result_t<Work&, Session&> attempt_transaction(Work& work, Hooks& hooks)
    {
        Borrowed borrowed(*this, Use::write);
        Session session(borrowed.connection());
        try {
            begin(session);
            if constexpr (std::is_void_v<std::invoke_result_t<Work&, Session&>>) {
                work(session);
                hooks = commit(session);
            } else {
                auto answer = work(session);
                if (refused(answer))
                    rollback(session);
                else
                    hooks = commit(session);
                return answer;
            }
        } catch (const Error& error) {
            bool again = worth_retrying(error, session);
            rollback(session);
            if (again) throw Retry{error};
            throw;
        } catch (...) {
            rollback(session);
            throw;
        }
    }
    template <class Answer> static bool refused(const Answer& answer)
    {
        if constexpr (requires { answer.error(); })
            return !answer.has_value();
        else
            return false;
    }
    static void begin(Session& session);
    static Hooks commit(Session& session);
    static void rollback(Session& session) noexcept;
    static bool worth_retrying(const Error& error, const Session& session);
    static void wait_before_retry(int attempt);
    static void run(const Hooks& hooks);

    std::unique_ptr<Pool> pool_;
};
} // namespace db
