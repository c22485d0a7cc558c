#include "server/app/app.hpp"
#include "server/app/api.hpp"
#include "server/app/ballast.hpp"
#include "server/app/core.hpp"
#include "server/app/demo.hpp"
#include "server/app/scheduler.hpp"
#include "server/app/source_reach.hpp"
#include "server/app/wakeup_state.hpp"
#include "server/audit/note_anyway.hpp"
#include "server/db/turn.hpp"
#include "server/departments/demo_store.hpp"
#include "server/departments/school_store.hpp"
#include "server/pipeline/housekeeping.hpp"
#include "server/pipeline/worker.hpp"
#include <algorithm>
#include <optional>

namespace app
{
namespace
{
// Before anything is opened, what cannot be is said.
const std::string& database_of(const Config& config)
{
    duties_of(config);
    wakeup_settings(config);
    return config.database;
}

// Looks after what a full disk needs.
void watch_disk(Core& core, const std::stop_token& stop)
{
    constexpr std::chrono::seconds every{1};
    Ballast ballast(core.folder.path());
    for (queue::Hint never; !stop.stop_requested(); never.wait(never.seen(), every, stop)) {
        ballast.look();
        audit::note_waiting(core.database);
    }
}
} // namespace

struct App::Parts {
    explicit Parts(Config given)
        : first(std::in_place, database_of(given), db::Alone::start), core(std::move(given)), api(core)
    {
        if (core.duties.scheduler) scheduler.emplace(core, api.hub());
    }

    std::optional<db::Turn> first; // until the hub is filled
    Core core;
    Api api;
    std::optional<Scheduler> scheduler;
    std::optional<pipeline::Workers> workers;
    std::jthread housekeeping, watching_disk;
};

App::App(Config config) : parts_(std::make_unique<Parts>(std::move(config))) {}
App::~App() = default;

std::vector<NewAccount> App::first_start()
{
    auto& core = parts_->core;
    if (!core.duties.api || !is_first_start(core.database)) return {}; // what is printed once, is where people look
    if (core.config.demo) return make_demo(core.database, core.storage, own_pickup_folder(core.folder.path()));
    return {make_admin(core.database, core.config.admin_email)};
}

void App::start()
{
    auto& [first, core, api, scheduler, workers, housekeeping, watching_disk] = *parts_;
    core.database.transact([&](db::Session& db) {
        if (!departments::has_demo(db)) departments::set_school_name(db, core.config.school_name);
    });
    first.reset();
    if (scheduler) scheduler->set_right();
    if (core.duties.worker) workers.emplace(core.pipeline, static_cast<std::size_t>(core.config.workers));
    if (scheduler) scheduler->start();
    housekeeping = std::jthread([&core = core](std::stop_token stop) {
        pipeline::keep_house(core.pipeline, core.objects, core.duties.scheduler, stop);
    });
    watching_disk = std::jthread([&core = core](std::stop_token stop) { watch_disk(core, stop); });
    api.start();
}

void App::stop(std::chrono::milliseconds grace)
{
    auto& parts = *parts_;
    parts.core.watcher.note_stopping();
    auto until = std::chrono::steady_clock::now() + grace;
    parts.api.drain();
    if (parts.scheduler) parts.scheduler->request_stop();
    parts.workers.reset(); // lets the runs in work end, for a while
    auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    parts.api.server().stop(std::max(left, std::chrono::milliseconds(0)));
    if (parts.scheduler) parts.scheduler->note_end();
}

void App::hurry() { parts_->core.pipeline.at_once.request_stop(); }
bool App::read_certificate_again() { return parts_->api.read_certificate_again(); }
bool App::answers() { return parts_->api.server().answers(std::chrono::seconds(1)); }

const Config& App::config() const { return parts_->core.config; }
std::uint16_t App::port() const { return parts_->api.server().port(); }
db::Database& App::database() { return parts_->core.database; }
} // namespace app
