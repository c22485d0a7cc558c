#include "server/db/session.hpp"
#include "base/clock.hpp"

namespace db
{
std::string Session::now(std::chrono::milliseconds ahead)
{
    static constexpr auto sqlite = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    // clock_timestamp, because now() stands still inside a transaction.
    static constexpr auto postgres =
        R"sql(SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))sql";
    auto text = engine() == Engine::sqlite ? value<std::string>(sqlite) : value<std::string>(postgres);
    return ahead.count() == 0 ? text : utc_text(parse_utc(text) + ahead);
}

void Session::after_commit(std::function<void()> work)
{
    if (state_ == State::reading) return work();
    after_commit_.push_back(std::move(work));
}
} // namespace db
