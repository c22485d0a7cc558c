#include "server/queue/notify_channel.hpp"
#include "base/no_wait.hpp"
#include <libpq-fe.h>

namespace queue
{
namespace
{
using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds to_connect{5};

class NotifyChannel final : public Channel
{
public:
    NotifyChannel(const std::string& url, const std::stop_token& stop) : stop_(stop)
    {
        no_wait::waits_for("PostgreSQL");
        const char* names[] = {"dbname",
                               "keepalives_idle",
                               "keepalives_interval",
                               "keepalives_count",
                               "tcp_user_timeout",
                               "fallback_application_name",
                               nullptr};
        const char* values[] = {url.c_str(), "10", "5", "3", "20000", "batchops wake-ups", nullptr};
        handle_.reset(PQconnectStartParams(names, values, 1));
        PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
        connect(Clock::now() + to_connect);
        if (PQsendQuery(handle_.get(), "LISTEN batchops") == 0) lose("cannot be asked");
        finish();
    }

    // NOTIFY takes a lock of the whole database at its commit: said for many changes at once, never for each row.
    void say(const std::string& words) override
    {
        const char* values[] = {words.c_str()};
        if (PQsendQueryParams(handle_.get(), "SELECT pg_notify('batchops', $1)", 1, nullptr, values, nullptr, nullptr,
                              0) == 0)
            lose("cannot be asked");
        finish();
    }

    std::vector<std::string> heard() override
    {
        if (PQconsumeInput(handle_.get()) == 0) lose("the connection has ended");
        std::vector<std::string> heard;
        while (auto* told = PQnotifies(handle_.get())) {
            heard.emplace_back(told->extra);
            PQfreemem(told);
        }
        return heard;
    }
    int descriptor() const override { return PQsocket(handle_.get()); }

private:
    struct Close {
        void operator()(PGconn* handle) const { PQfinish(handle); }
    };

    // What PostgreSQL says may name the user and the host: it stays out of the log.
    [[noreturn]] static void lose(const char* cause) { throw Lost(Trouble::unreachable, cause); }

    void connect(Clock::time_point until)
    {
        for (auto state = PGRES_POLLING_WRITING; state != PGRES_POLLING_OK; state = PQconnectPoll(handle_.get())) {
            if (state == PGRES_POLLING_FAILED || PQstatus(handle_.get()) == CONNECTION_BAD) lose("no connection");
            wait_for(descriptor(), state == PGRES_POLLING_READING ? Direction::in : Direction::out, until, stop_);
        }
    }

    void finish()
    {
        auto until = Clock::now() + patience;
        bool done = true;
        for (;;) {
            while (PQisBusy(handle_.get()) != 0) {
                wait_for(descriptor(), Direction::in, until, stop_);
                if (PQconsumeInput(handle_.get()) == 0) lose("the connection has ended");
            }
            std::unique_ptr<PGresult, decltype(&PQclear)> answer(PQgetResult(handle_.get()), &PQclear);
            if (!answer) break;
            auto status = PQresultStatus(answer.get());
            done &= status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        }
        if (!done) lose("notifications are refused");
    }

    std::stop_token stop_;
    std::unique_ptr<PGconn, Close> handle_;
};
} // namespace

std::unique_ptr<Channel> open_notify(const std::string& url, const std::stop_token& stop)
{
    return std::make_unique<NotifyChannel>(url, stop);
}
} // namespace queue
