#include "server/app/stream_guard.hpp"
#include "base/log.hpp"
#include "server/users/token_store.hpp"
#include <condition_variable>
#include <mutex>

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
    std::mutex mutex;
    std::condition_variable_any pause;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        try {
            look();
        } catch (const std::exception& problem) { // while the database is away, nobody can be switched off either
            logs::warn("http", "live streams not compared", {{"error", problem.what()}});
        }
        pause.wait_for(lock, stop, std::chrono::milliseconds(500), [] { return false; });
    }
}
} // namespace app
