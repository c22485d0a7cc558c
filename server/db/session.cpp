#include "server/db/session.hpp"
#include "base/clock.hpp"
#include "server/db/clock.hpp"

namespace db
{
std::string Session::now(std::chrono::milliseconds ahead)
{
    auto text = value<std::string>(Query("SELECT ").add(clock_of(engine())));
    return ahead.count() == 0 ? text : utc_text(parse_utc(text) + ahead);
}

void Session::after_commit(std::function<void()> work)
{
    if (state_ == State::reading) return work();
    after_commit_.push_back(std::move(work));
}
} // namespace db
