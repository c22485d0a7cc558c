#include "base/log.hpp"
#include "server/db/connection.hpp"
#include "server/db/overload.hpp"
#include "server/db/statement_watch.hpp"
#include <cerrno>
#include <chrono>
#include <libpq-fe.h>
#include <poll.h>
#include <unordered_map>

namespace db
{
namespace
{
constexpr std::size_t statement_limit = 256;
constexpr std::chrono::seconds patience{35}; // the server gives up on a statement before (statement_timeout)

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

// SQLSTATE classes, PostgreSQL manual, appendix A.
Problem problem_of(std::string_view state)
{
    if (state == "23505") return Problem::unique;
    if (state == "23503") return Problem::foreign_key;
    if (state == "23514" || state == "23502") return Problem::check;
    if (state == "40001" || state == "40P01") return Problem::serialization;
    if (state == "55P03") return Problem::busy;
    if (state == "53100") return Problem::full;
    if (state.empty() || state.starts_with("08") || state.starts_with("57P") || state == "53300" || state == "25006")
        return Problem::unavailable;
    return Problem::other;
}

Oid oid_of(Param::Type type)
{
    switch (type) { // pg_type.oid, stable
    case Param::Type::integer:
        return 20;
    case Param::Type::real:
        return 701;
    case Param::Type::boolean:
        return 16;
    case Param::Type::text:
        return 25;
    }
    return 0;
}

std::string text_of(const Param& param)
{
    switch (param.type) {
    case Param::Type::integer:
        return std::to_string(param.integer);
    case Param::Type::real: {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.17g", param.real);
        return digits;
    }
    case Param::Type::boolean:
        return param.integer ? "t" : "f";
    case Param::Type::text:
        return param.text;
    }
    return {};
}

class PostgresConnection final : public Connection
{
public:
    explicit PostgresConnection(const std::string& url)
    {
        // A stopped client inside a transaction must not hold its row locks for ever.
        const char* names[] = {"dbname",
                               "options",
                               "client_encoding",
                               "connect_timeout",
                               "keepalives_idle",
                               "keepalives_interval",
                               "keepalives_count",
                               "tcp_user_timeout",
                               "fallback_application_name",
                               nullptr};
        const char* values[] = {
            url.c_str(),
            "-c statement_timeout=30000 -c lock_timeout=5000 -c "
            "idle_in_transaction_session_timeout=10000 -c timezone=UTC -c client_min_messages=warning",
            "UTF8",
            "5",
            "10",
            "5",
            "3",
            "20000",
            "batchops",
            nullptr};
        handle_.reset(PQconnectdbParams(names, values, 1));
        if (PQstatus(handle_.get()) != CONNECTION_OK)
            throw Error(Problem::unavailable, "The database does not answer: " + last_words());
        PQsetNoticeProcessor(
            handle_.get(),
            [](void*, const char* words) {
                std::string text(words);
                while (!text.empty() && text.back() == '\n') text.pop_back();
                logs::warn("database", "notice", {{"words", text}});
            },
            nullptr);
    }

    Engine engine() const override { return Engine::postgres; }

    bool broken() const override
    {
        // Reads what the server has said meanwhile; a closed socket shows here and not in the next statement.
        return PQconsumeInput(handle_.get()) == 0 || PQstatus(handle_.get()) != CONNECTION_OK ||
               PQtransactionStatus(handle_.get()) != PQTRANS_IDLE;
    }

    void script(const std::string& sql) override
    {
        if (sql.starts_with("SET LOCAL statement_timeout = 0"))
            unhurried_ = true;
        else if (sql.starts_with("BEGIN"))
            unhurried_ = false;
        check(answer_to(PQsendQuery(handle_.get(), sql.c_str())).get());
    }

    Rows run(std::string_view sql, std::span<const Param> params) override
    {
        about_to_run(sql);
        const auto& name = prepared(sql, params);
        std::vector<std::string> texts;
        std::vector<const char*> values;
        texts.reserve(params.size());
        for (const auto& param : params) {
            texts.push_back(param.null ? std::string() : text_of(param));
            values.push_back(param.null ? nullptr : texts.back().c_str());
        }
        auto answer = answer_to(PQsendQueryPrepared(handle_.get(), name.c_str(), static_cast<int>(values.size()),
                                                    values.data(), nullptr, nullptr, 0));
        check(answer.get());
        return rows_of(answer.get());
    }

private:
    // Waits for what was sent, no longer than the server itself would work on it: one that is frozen, or gone without a
    // word, must not hold its caller. The last answer of several, or the first error.
    Answer answer_to(int sent)
    {
        using Clock = std::chrono::steady_clock;
        auto until = Clock::now() + (unhurried_ ? std::chrono::seconds(86400) : patience);
        Answer last(nullptr, &PQclear);
        if (!sent) return last;
        for (;;) {
            while (PQisBusy(handle_.get())) {
                auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
                pollfd socket{PQsocket(handle_.get()), POLLIN, 0};
                auto came = left.count() > 0 ? poll(&socket, 1, static_cast<int>(left.count())) : 0;
                if (came == 0) throw Overload("The database has not answered in time.");
                if (came < 0 && errno != EINTR) return last;
                if (PQconsumeInput(handle_.get()) == 0) return Answer(nullptr, &PQclear);
            }
            Answer next(PQgetResult(handle_.get()), &PQclear);
            if (!next) return last;
            last = std::move(next);
        }
    }

    std::string last_words() const
    {
        std::string words = PQerrorMessage(handle_.get());
        while (!words.empty() && words.back() == '\n') words.pop_back();
        return words;
    }
    void check(PGresult* answer)
    {
        auto status = PQresultStatus(answer);
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) return;
        const char* state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
        // The statement timeout, or somebody cancelled it.
        if (state && std::string_view(state) == "57014") throw Overload(last_words());
        throw Error(problem_of(state ? state : ""), last_words());
    }

    const std::string& prepared(std::string_view sql, std::span<const Param> params)
    {
        std::string key(sql);
        if (auto known = statements_.find(key); known != statements_.end()) return known->second;
        if (statements_.size() >= statement_limit) {
            script("DEALLOCATE ALL");
            statements_.clear();
        }
        std::vector<Oid> types;
        for (const auto& param : params) types.push_back(oid_of(param.type));
        auto name = "s" + std::to_string(++named_);
        check(answer_to(
                  PQsendPrepare(handle_.get(), name.c_str(), key.c_str(), static_cast<int>(types.size()), types.data()))
                  .get());
        return statements_.emplace(std::move(key), std::move(name)).first->second;
    }

    static Rows rows_of(PGresult* answer)
    {
        Rows rows;
        auto width = PQnfields(answer);
        auto height = PQntuples(answer);
        for (int c = 0; c < width; ++c) rows.columns.emplace_back(PQfname(answer, c));
        for (int r = 0; r < height; ++r)
            for (int c = 0; c < width; ++c) {
                if (PQgetisnull(answer, r, c))
                    rows.cells.emplace_back();
                else
                    rows.cells.emplace_back(
                        std::string(PQgetvalue(answer, r, c), static_cast<std::size_t>(PQgetlength(answer, r, c))));
            }
        std::string_view changed = PQcmdTuples(answer);
        bool reading = std::string_view(PQcmdStatus(answer)).starts_with("SELECT");
        rows.affected = changed.empty() || reading ? 0 : std::stoll(std::string(changed));
        return rows;
    }

    std::unique_ptr<PGconn, decltype(&PQfinish)> handle_{nullptr, &PQfinish};
    std::unordered_map<std::string, std::string> statements_;
    std::uint64_t named_ = 0;
    bool unhurried_ = false; // in a transaction that migrates
};
} // namespace

std::unique_ptr<Connection> open_postgres(const std::string& url) { return std::make_unique<PostgresConnection>(url); }
} // namespace db
