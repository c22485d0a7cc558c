#include "server/app/stream_guard.hpp"
#include "base/log.hpp"
#include "base/trouble.hpp"
#include "server/queue/poll_interval.hpp"
#include "server/users/token_store.hpp"

namespace app
{
void StreamGuard::look()
{
    auto open = events_.open();
    std::vector<std::int64_t> tokens;
    for (const auto& stream : open) tokens.push_back(stream->listener.token_id);
    if (tokens.empty()) return;
    auto rights = database_.read([&](db::Session& db) { return users::rights_of(db, tokens); });
    for (const auto& stream : open) {
        auto now = rights.find(stream->listener.token_id);
        if (now == rights.end() || now->second != stream->listener.rights) stream->end();
    }
}

void StreamGuard::run(std::stop_token stop)
{
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds together{50}, compared_every{500};
    queue::Hint nobody; // only the stop ends a pause early
    auto known = news_.seen();
    auto due = Clock::now();
    while (!stop.stop_requested()) {
        auto seen = news_.seen();
        try {
            if (seen != known || Clock::now() >= due) {
                known = seen;
                due = Clock::now() + queue::poll_interval();
                events_.look();
            }
            look();
        } catch (...) { // while the database is away, nobody can be switched off either
            logs::warn("http", "live streams wait", {{"error", words_of_thrown(std::current_exception())}});
        }
        nobody.wait(nobody.seen(), together, stop); // hints that come together are one
        news_.wait(seen, compared_every, stop);
    }
}
} // namespace app
