#include "server/audit/verifier.hpp"

namespace audit
{
void Verifier::run(const std::stop_token& stop)
{
    std::optional<ChainState> answer;
    std::exception_ptr accident;
    try {
        auto anchors = anchors_in(anchors_);
        answer = database_.read([&](db::Session& db) {
            return check_chain(db, anchors, [&](std::int64_t so_far) {
                std::lock_guard lock(mutex_);
                so_far_ = so_far;
                return !stop.stop_requested();
            });
        });
    } catch (...) { // for whoever asks
        accident = std::current_exception();
    }
    std::lock_guard lock(mutex_);
    answer_ = answer;
    accident_ = accident;
    running_ = false;
    ended_.notify_all();
}

Checked Verifier::check(std::chrono::milliseconds patience)
{
    std::unique_lock lock(mutex_);
    if (!running_ && !answer_ && !accident_) {
        if (thread_.joinable()) thread_.join(); // it has ended
        running_ = true;
        so_far_ = 0;
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    ended_.wait_for(lock, patience, [&] { return !running_; });
    if (accident_) std::rethrow_exception(std::exchange(accident_, nullptr));
    Checked checked;
    if (answer_)
        static_cast<ChainState&>(checked) = *std::exchange(answer_, std::nullopt);
    else {
        checked.running = true;
        checked.events = so_far_;
    }
    return checked;
}
} // namespace audit
