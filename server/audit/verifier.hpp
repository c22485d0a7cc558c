#pragma once
// Checks the history beside the requests: whoever asks is told how far it is, and asks again.
#include "server/audit/chain_store.hpp"
#include "server/db/database.hpp"
#include <condition_variable>
#include <mutex>
#include <thread>

namespace audit
{
struct Checked : ChainState {
    bool running = false; // then `events` says how many have been looked at, and the rest nothing
};
BOOST_DESCRIBE_STRUCT(Checked, (ChainState), (running))

class Verifier
{
public:
    Verifier(db::Database& database, std::filesystem::path anchors) : database_(database), anchors_(std::move(anchors))
    {
    }

    // Starts a check where none is under way, and waits for its end for a moment. Each answer is given once. An
    // accident of the check is thrown.
    Checked check(std::chrono::milliseconds patience = std::chrono::seconds(1));

private:
    void run(const std::stop_token& stop);

    db::Database& database_;
    std::filesystem::path anchors_;
    std::mutex mutex_; // guards what follows
    std::condition_variable ended_;
    bool running_ = false;
    std::int64_t so_far_ = 0;
    std::optional<ChainState> answer_;
    std::exception_ptr accident_;
    std::jthread thread_; // last: it uses the others
};
} // namespace audit
