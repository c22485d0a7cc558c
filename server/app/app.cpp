#include "server/app/app.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "server/app/access_notes.hpp"
#include "server/app/addresses.hpp"
#include "server/app/ballast.hpp"
#include "server/app/broadcast.hpp"
#include "server/app/data_folder.hpp"
#include "server/app/demo.hpp"
#include "server/app/installation.hpp"
#include "server/app/keys.hpp"
#include "server/app/roles.hpp"
#include "server/app/routes.hpp"
#include "server/app/stream_guard.hpp"
#include "server/app/watch.hpp"
#include "server/audit/note_anyway.hpp"
#include "server/audit/verifier.hpp"
#include "server/departments/demo_store.hpp"
#include "server/departments/school_store.hpp"
#include "server/db/error.hpp"
#include "server/http/openapi.hpp"
#include "server/http/proxy.hpp"
#include "server/http/server.hpp"
#include "server/http/tls.hpp"
#include "server/notifications/relay.hpp"
#include "server/pipeline/dry_runs.hpp"
#include "server/pipeline/housekeeping.hpp"
#include "server/pipeline/reconcile.hpp"
#include "server/pipeline/student_records.hpp"
#include "server/pipeline/sweeper.hpp"
#include "server/pipeline/trials.hpp"
#include "server/pipeline/worker.hpp"
#include "server/uploads/quotas.hpp"
#include "server/users/account_work.hpp"
#include "server/users/caller.hpp"
#include "server/users/oidc.hpp"
#include "server/users/user_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <system_error>
#include <thread>

namespace app
{
namespace
{
std::string database_url(const Config& config, const DataFolder& folder)
{
    return config.database.empty() ? "sqlite:" + folder.path() + "/batchops.db" : config.database;
}

// Event ids of this start are above those of every earlier one.
std::int64_t first_event_id()
{
    auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since_1970).count();
}

bool same_text(std::string_view one, std::string_view other)
{
    // In time that does not depend on where they differ.
    unsigned difference = one.size() == other.size() ? 0 : 1;
    for (std::size_t i = 0; i < one.size() && i < other.size(); ++i)
        difference |= static_cast<unsigned char>(one[i] ^ other[i]);
    return difference == 0;
}
} // namespace

struct App::Parts {
    explicit Parts(Config given);

    std::optional<http::Caller> authenticate(std::string_view token);
    void note_use(std::int64_t token);
    void watch_disk(const std::stop_token& stop);
    void note_access(const http::Access& access);
    http::Setup http_setup();
    Watch watch_functions();
    users::Hub hub_functions();
    void add_relay_topics();
    void say_where_history_is_shorter();
    void note_history_end();

    Config config;
    DataFolder folder;
    SealingKeys keys;
    db::Database database;
    storage::Storage storage;
    metrics::Metrics metrics;
    http::EventHub events;
    Broadcast broadcast;
    Watcher watcher;
    Watch watch;
    users::Hub hub;
    notifications::MailSettings mail;
    notifications::Relay relay;
    uploads::Quotas quotas;
    users::Oidc oidc;
    http::Services services;
    pipeline::Context pipeline{database, storage, broadcast, random_hex(8)};
    pipeline::ObjectRegister objects{database, storage, pipeline.house};
    pipeline::DryRuns dry_runs{pipeline};
    pipeline::Trials trials{pipeline};
    pipeline::StudentRecords students{pipeline, pipeline::ErasureList(folder.path(), config.erasure_list)};
    audit::Verifier verifier{database, anchors_file(config, folder.path())};
    std::optional<http::Certificate> certificate;
    std::unique_ptr<http::Server> server;
    std::optional<pipeline::Workers> workers;
    StreamGuard stream_guard{database, events};
    std::jthread housekeeping, sweeping, relaying, guarding, watching_disk;
};

App::Parts::Parts(Config given)
    : config(std::move(given)), folder(config.data), keys(sealing_keys(config.sealing_keys, folder.path())),
      database(database_url(config, folder)), storage(folder.path(), {config.max_upload_bytes}),
      events(first_event_id()), broadcast(events, metrics), watcher(database, storage, metrics),
      watch(watch_functions()), hub(hub_functions()), mail(mail_settings(config)),
      relay(database, keys, relay_settings(config)), quotas({8, config.uploads_a_day, config.upload_bytes_a_day}),
      oidc({config.oidc_issuer, config.oidc_client_id, config.oidc_client_secret, config.oidc_label},
           outgoing::Client(http::comma_separated(config.outgoing_allowed)))
{
    audit::use_keys(&keys);
    require_safe_door(config);
    if (!config.tls_certificate.empty()) certificate.emplace(config.tls_certificate, config.tls_key);
    database.migrate();
    database.transact([](db::Session& db) { audit::seal_earlier_rows(db); });
    require_same_installation(database, storage, folder.path());
    services.add(database);
    services.add(storage);
    services.add(keys);
    services.add(metrics);
    services.add(events);
    services.add(static_cast<runs::EventSink&>(broadcast));
    services.add(watch);
    services.add(hub);
    services.add(relay.outbox());
    services.add(mail);
    services.add(static_cast<runs::DryRuns&>(dry_runs));
    services.add(static_cast<feeds::Trials&>(trials));
    services.add(static_cast<::students::Records&>(students));
    pipeline.keys = &keys;
    pipeline.retention_days = config.retention_days;
    pipeline.engine_limits.cpu_seconds = config.engine_seconds;
    pipeline.engine_deadline = std::chrono::seconds(config.engine_seconds);
    // A file that takes long leaves a worker to the other departments.
    pipeline.most_of_share = std::max<std::int64_t>(1, config.workers - 1);
    pipeline.tell_admins = [this](db::Session& db, const std::string& about, const pipeline::AdminNotice& notice) {
        for (const auto& address : users::addresses_of_admins(db))
            notifications::add_mail(
                db, relay.outbox(), "notice:" + about + ":" + address,
                mail::write({notice.subject, {notice.words}, std::nullopt, {}}, address, departments::school_name(db)));
    };
    pipeline.note_history_end = [this] { note_history_end(); };
    services.add(verifier);
    services.add(quotas);
    services.add(oidc);
    add_relay_topics();
    broadcast.wake_workers = [this] { pipeline.hint.give(); };
    broadcast.cancelled = [this] { pipeline.cancelled.give(); };
    try {
        server = std::make_unique<http::Server>(http_setup());
    } catch (const std::system_error& error) {
        throw Refusal{Why::conflict,
                      fmt::format("Port {} of {} cannot be used: {}. Stop the program that has it, or choose "
                                  "another with --port.",
                                  config.port, config.bind, error.code().message())};
    }
}

std::optional<http::Caller> App::Parts::authenticate(std::string_view token)
{
    auto owner = database.read([&](db::Session& db) { return users::find_token_owner(db, token); });
    if (!owner) return std::nullopt;
    if (owner->stale) note_use(owner->token_id);
    return users::caller_of(*owner, hub.permissions(*owner));
}

// That the disk is full keeps nobody out.
void App::Parts::note_use(std::int64_t token)
{
    try {
        database.transact([&](db::Session& db) { users::touch_token(db, token); });
    } catch (const db::Error& error) {
        if (error.problem() != db::Problem::full) throw;
    }
}

// Looks after what a full disk needs.
void App::Parts::watch_disk(const std::stop_token& stop)
{
    constexpr std::chrono::seconds every{1};
    Ballast ballast(folder.path());
    for (queue::Hint never; !stop.stop_requested(); never.wait(never.seen(), every, stop)) {
        ballast.look();
        audit::note_waiting(database);
    }
}

void App::Parts::note_access(const http::Access& access)
{
    metrics.http_request(access.route, access.method, access.status, access.seconds);
    if (access.status == 401) metrics.auth_failure(access.route == "/api/sign-in" ? "password" : "token");
    if (access.status == 403) metrics.auth_failure("permission");
    if (access.status == 429) metrics.rate_limited(access.route);
    logs::info("http", "request",
               {{"method", access.method},
                {"path", access.path},
                {"status", access.status},
                {"duration_ms", access.seconds * 1000},
                {"bytes_in", static_cast<std::int64_t>(access.bytes_in)},
                {"bytes_out", static_cast<std::int64_t>(access.bytes_out)},
                {"request_id", access.request_id},
                {"trace_id", access.trace_id},
                {"user_id", access.user_id.value_or(0)}});
    if (!access.accident.empty())
        logs::error("http", "accident",
                    {{"error", access.accident}, {"request_id", access.request_id}, {"trace_id", access.trace_id}});
}

http::Setup App::Parts::http_setup()
{
    http::Setup setup(routes(), services);
    setup.bind = config.bind;
    setup.port = static_cast<std::uint16_t>(config.port);
    setup.authenticate = [this](std::string_view token) { return authenticate(token); };
    setup.who_can_grant = [this](const http::Caller& caller, http::Permission permission) {
        return database.read([&](db::Session& db) { return who_can_grant(db, caller, permission); });
    };
    setup.data_read = [this](const http::Call& call, const http::Route& route) {
        note_data_read(database, call, route);
    };
    setup.refused = [this](const http::Call& call, const http::Route& route) { note_refused(database, call, route); };
    setup.trusted_proxies = http::comma_separated(config.trusted_proxy);
    setup.finished = [this](const http::Access& access) { note_access(access); };
    setup.origins = http::AllowedOrigins(config.cors_origins);
    setup.certificate = certificate ? &*certificate : nullptr;
    setup.secure = certificate || config.public_url.starts_with("https://");
    setup.limits.upload_bytes = static_cast<std::uint64_t>(config.max_upload_bytes);
    setup.web = embedded::web();
    return setup;
}

Watch App::Parts::watch_functions()
{
    Watch functions;
    functions.readiness = [this] { return watcher.readiness(); };
    functions.system = [this](db::Session& db) { return watcher.system(db); };
    functions.metrics = [this] { return watcher.metrics_text(); };
    functions.metrics_token = [this](std::string_view token) {
        return !config.metrics_token.empty() && same_text(token, config.metrics_token);
    };
    functions.remove_demo = [this](http::Call& call) {
        database.transact([&](db::Session& db) {
            if (!departments::has_demo(db)) throw Refusal{Why::conflict, "The demo school has been removed already."};
            for (const auto& upload : departments::demo_uploads(db)) storage.remove_manifest(upload.sha256, upload.id);
            departments::remove_demo(db);
            departments::set_school_name(db, config.school_name);
            audit::note(db, call, "demo.remove", {"hub", {}, {}});
        });
    };
    functions.openapi = http::openapi(routes());
    return functions;
}

users::Hub App::Parts::hub_functions()
{
    users::Hub functions;
    functions.school_name = &departments::school_name;
    functions.has_demo = &departments::has_demo;
    functions.permissions = [this](const users::TokenOwner& owner) {
        return permissions_of(owner, !owner.by_provider && hub.needs_second_factor(owner.user));
    };
    functions.address = [this] { return public_address(config, server->port()); };
    functions.registration = config.registration;
    functions.links = config.links_without_account;
    functions.max_upload_bytes = config.max_upload_bytes;
    functions.second_factor_required = is_reachable_from_elsewhere(config);
    return functions;
}

void App::Parts::add_relay_topics()
{
    auto add = [this](const char* topic, auto work) {
        relay.add_topic(
            topic, [this, work](db::Session& db, const std::string& text) { work(db, relay.outbox(), hub, text); });
    };
    add(users::registration_topic, &users::work_registration);
    add(users::verification_topic, &users::work_verification);
    add(users::password_reset_topic, &users::work_password_reset);
}

// A database from an older backup has lost events, and so has one that somebody cut.
void App::Parts::say_where_history_is_shorter()
{
    auto known = audit::anchors_in(anchors_file(config, folder.path()));
    if (known.empty()) return;
    database.transact([&](db::Session& db) {
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
        pipeline.tell_admins(db, "history:" + known.back().hash, {"Events of the history are missing", words});
    });
}

void App::Parts::note_history_end()
{
    auto end = database.read([](db::Session& db) { return audit::anchor(db); });
    audit::note_anchor(anchors_file(config, folder.path()), end);
    logs::info("history", "anchor", {{"last_id", end.last_id}, {"hash", end.hash}});
}

App::App(Config config) : parts_(std::make_unique<Parts>(std::move(config))) {}
App::~App() { audit::use_keys(nullptr); }

std::vector<NewAccount> App::first_start()
{
    if (!is_first_start(parts_->database)) return {};
    if (parts_->config.demo) return make_demo(parts_->database, parts_->storage);
    return {make_admin(parts_->database, parts_->config.admin_email)};
}

void App::start()
{
    auto& parts = *parts_;
    parts.database.transact([&](db::Session& db) {
        if (!departments::has_demo(db)) departments::set_school_name(db, parts.config.school_name);
    });
    // The lock on the data folder says that no other server works on this database; nobody can say so of PostgreSQL.
    if (parts.config.database.empty()) pipeline::take_up_from_other_boots(parts.pipeline);
    parts.storage.sweep_temporary(std::chrono::seconds(0)); // of a start that was killed
    parts.say_where_history_is_shorter();
    pipeline::reconcile(parts.pipeline);
    parts.students.erase_again(); // before anybody sees what an older backup brought back
    parts.workers.emplace(parts.pipeline, static_cast<std::size_t>(parts.config.workers));
    parts.note_history_end();
    parts.sweeping = std::jthread([&](std::stop_token stop) { pipeline::sweep_on_and_on(parts.pipeline, stop); });
    parts.housekeeping =
        std::jthread([&](std::stop_token stop) { pipeline::keep_house(parts.pipeline, parts.objects, stop); });
    parts.guarding = std::jthread([&](std::stop_token stop) { parts.stream_guard.run(stop); });
    parts.watching_disk = std::jthread([&](std::stop_token stop) { parts.watch_disk(stop); });
    parts.relaying = std::jthread([&](std::stop_token stop) { parts.relay.run(stop); });
    parts.server->start();
}

void App::stop(std::chrono::milliseconds grace)
{
    parts_->watcher.note_stopping();
    auto until = std::chrono::steady_clock::now() + grace;
    parts_->server->drain(); // who asks meanwhile is told, and may be sent to another hub
    parts_->relaying.request_stop();
    parts_->guarding.request_stop();
    parts_->workers.reset(); // lets the runs in work end, for a while
    auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    parts_->server->stop(std::max(left, std::chrono::milliseconds(0)));
    try {
        parts_->note_history_end();
    } catch (const std::exception& error) { // the next start does it
        logs::warn("history", "its end was not noted", {{"error", error.what()}});
    }
}

void App::hurry() { parts_->pipeline.at_once.request_stop(); }

bool App::read_certificate_again()
{
    if (!parts_->certificate) return false;
    try {
        parts_->certificate->read_again();
        logs::info("serve", "certificate read again");
    } catch (const Refusal& refusal) {
        logs::error("serve", "the certificate in force stays", {{"reason", refusal.message}});
    }
    return true;
}

bool App::answers() { return parts_->server->answers(std::chrono::seconds(1)); }

const Config& App::config() const { return parts_->config; }
std::uint16_t App::port() const { return parts_->server->port(); }
db::Database& App::database() { return parts_->database; }
} // namespace app
