#pragma once
// What the pipeline works with; owned by app, outlives every worker.
#include "base/sealing.hpp"
#include "server/db/database.hpp"
#include "server/queue/hint.hpp"
#include "server/runs/run_events.hpp"
#include "server/sandbox/engine_call.hpp"
#include "server/storage/storage.hpp"
#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

namespace pipeline
{
// Runs one step of the engine; sandbox::run_engine, or a stand-in of tests.
using EngineRunner = std::function<sandbox::Outcome(const sandbox::EngineCall&, const engine::Watcher&)>;

// What the admins are to be told, once for each `about`. Commits with what caused it.
struct AdminNotice {
    std::string subject;
    std::string words;
};
using TellAdmins = std::function<void(db::Session&, const std::string& about, const AdminNotice&)>;

struct Context {
    db::Database& database;
    storage::Storage& storage;
    runs::EventSink& events;
    std::string boot_id;
    EngineRunner engine = sandbox::run_engine;
    std::string engine_binary = sandbox::EngineCall{}.binary;
    sandbox::Limits engine_limits{};
    std::chrono::seconds engine_deadline{600};
    const SealingKeys* keys = nullptr;        // of passwords for locked files
    std::int64_t retention_days = 1095;       // of files whose rules say nothing
    std::int64_t most_of_share = 1'000;       // jobs of one department, or one person, that run at once
    queue::Hint hint{};                       // give it when there may be a job to take
    queue::Hint cancelled{};                  // give it when a person has cancelled
    std::stop_source at_once{};               // a server that stops waits for nothing any more
    queue::Hint house{};                      // give it when the house is to be looked after at once
    TellAdmins tell_admins{};                 // none in tests
    std::function<void()> note_history_end{}; // outside of the database
};
} // namespace pipeline
