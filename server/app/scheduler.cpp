#include "server/app/scheduler.hpp"
#include "base/log.hpp"
#include "base/trouble.hpp"
#include "server/app/source_reach.hpp"
#include "server/audit/note.hpp"
#include "server/audit/verifier.hpp"
#include "server/db/turn.hpp"
#include "server/incidents/reader.hpp"
#include "server/pipeline/reconcile.hpp"
#include "server/pipeline/sweeper.hpp"
#include "server/schedules/tell.hpp"
#include "server/sharing/sending.hpp"
#include "server/users/account_work.hpp"
#include <fmt/format.h>

namespace app
{
namespace
{
// What fails is only logged: the next time will do.
void on_and_on(const std::stop_token& stop, std::chrono::seconds every, const char* what,
               const std::function<void()>& work)
{
    for (queue::Hint never; !stop.stop_requested(); never.wait(never.seen(), every, stop)) {
        try {
            work();
        } catch (...) {
            logs::warn(what, "not looked after this time", {{"error", words_of_thrown(std::current_exception())}});
        }
    }
}
} // namespace

Scheduler::Scheduler(Core& core, users::Hub& hub)
    : core_(core),
      sources_{core.database, core.storage, core.broadcast, core.keys, source_reach(core.config, core.folder.path())},
      ticker_(core.database, works(hub)), arrivals_(core.database, core.relay.outbox(), hub)
{
    core_.pipeline.note_history_end = [this] { note_history_end(); };
    add_relay_topics(hub);
}

void Scheduler::add_relay_topics(users::Hub& hub)
{
    auto add = [&](const char* topic, auto work) {
        core_.relay.add_topic(topic, [this, &hub, work](db::Session& db, const std::string& text) {
            work(db, core_.relay.outbox(), hub, text);
        });
    };
    add(users::registration_topic, &users::work_registration);
    add(users::verification_topic, &users::work_verification);
    add(users::password_reset_topic, &users::work_password_reset);
    core_.relay.add_topic(sharing::mailing_topic, [this](db::Session& db, const std::string& report) {
        sharing::mail_waiting(db, core_.desk, std::stoll(report));
    });
}

void Scheduler::set_right()
{
    db::Turn turn(core_.database_url(), db::Alone::reconcile);
    if (core_.config.database.empty()) {
        // The lock on the data folder says that no other process works here; nobody can say so of PostgreSQL.
        pipeline::take_up_from_other_boots(core_.pipeline);
        core_.database.transact([](db::Session& db) { schedules::take_up(db); });
        core_.storage.sweep_temporary(std::chrono::seconds(0)); // of a start that was killed
    }
    say_where_history_is_shorter();
    incidents::ship_known_errors(core_.database);
    pipeline::reconcile(core_.pipeline);
    core_.students.erase_again(); // before anybody sees what an older backup brought back
    note_history_end();
}

void Scheduler::start()
{
    sweeping_ = std::jthread([this](std::stop_token stop) { pipeline::sweep_on_and_on(core_.pipeline, stop); });
    relaying_ = std::jthread([this](std::stop_token stop) { core_.relay.run(stop); });
    opening_ = std::jthread([this](std::stop_token stop) { open_incidents(stop); });
    ticking_ = std::jthread([this](std::stop_token stop) { ticker_.run(stop); });
    watching_arrivals_ = std::jthread([this](std::stop_token stop) {
        on_and_on(stop, std::chrono::seconds(1), "arrivals", [this] { arrivals_.look(); });
    });
}

// Of one process only, in the order of what happened.
void Scheduler::open_incidents(const std::stop_token& stop)
{
    on_and_on(stop, std::chrono::seconds(2), "incidents", [this] {
        if (!pipeline::is_scheduler(core_.pipeline)) return;
        incidents::read_events(core_.database);
        auto space = core_.storage.space();
        incidents::look_at_hub(core_.database, space.free_bytes, space.total_bytes);
    });
}

schedules::Works Scheduler::works(users::Hub& hub)
{
    schedules::Works works;
    works.pick_up = [this](const schedules::ScheduleRow& row, const std::function<bool()>& go_on) {
        auto picked = sources::pick_up(sources_, row.source_id.value_or(0), go_on);
        return schedules::Outcome{picked.failed == 0 && !picked.fails, picked.words, picked.uploads};
    };
    works.tell = [this, &hub](db::Session& db, const schedules::ScheduleRow& row, const schedules::Tick& tick) {
        bool sends = row.kind == schedules::ScheduleKind::report;
        auto sent = sends ? send_report(db, row) : schedules::Outcome{};
        if (sends && row.recipient_ids.empty()) return sent;
        auto told = schedules::tell(db, core_.relay.outbox(), hub, row, tick);
        if (sends && (sent.ok || !told.ok)) told.words = sent.words + " " + told.words;
        return told;
    };
    return works;
}

schedules::Outcome Scheduler::send_report(db::Session& db, const schedules::ScheduleRow& row)
{
    auto sent = sharing::send_by_schedule(db, core_.desk, row.feed_id.value_or(0));
    schedules::Outcome outcome{!sent.wrong, sent.words};
    if (!sent.any && !sent.wrong) outcome.skipped = schedules::WhySkipped::nothing_new;
    return outcome;
}

void Scheduler::note_end()
{
    try {
        note_history_end();
    } catch (...) { // the next start does it
        logs::warn("history", "its end was not noted", {{"error", words_of_thrown(std::current_exception())}});
    }
}

// A database from an older backup has lost events, and so has one that somebody cut.
void Scheduler::say_where_history_is_shorter()
{
    auto known = audit::anchors_in(anchors_file(core_.config, core_.folder.path()));
    if (known.empty()) return;
    core_.database.transact([&](db::Session& db) {
        if (!audit::has_lost(db, known.back())) return;
        auto words =
            fmt::format("On {} the history had {} events; what is here now ends before that, or is another one, "
                        "as after a database was restored from a backup.",
                        known.back().at.substr(0, 10), known.back().last_id);
        logs::warn("history", "events are missing", {{"words", words}});
        audit::AuditEvent event;
        event.actor = "BatchOps";
        event.action = "history.shorter";
        event.subject = "hub";
        event.detail = words;
        audit::append(db, std::move(event));
        core_.pipeline.tell_admins(db, "history:" + known.back().hash, {"Events of the history are missing", words});
    });
}

void Scheduler::note_history_end()
{
    auto end = core_.database.read([](db::Session& db) { return audit::anchor(db); });
    audit::note_anchor(anchors_file(core_.config, core_.folder.path()), end);
    logs::info("history", "anchor", {{"last_id", end.last_id}, {"hash", end.hash}});
}
} // namespace app
