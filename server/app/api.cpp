#include "server/app/api.hpp"
#include "base/log.hpp"
#include "server/app/access_notes.hpp"
#include "server/app/addresses.hpp"
#include "server/app/roles.hpp"
#include "server/app/routes.hpp"
#include "server/app/source_reach.hpp"
#include "server/app/system_routes.hpp"
#include "server/audit/note.hpp"
#include "server/db/error.hpp"
#include "server/departments/demo_store.hpp"
#include "server/departments/school_store.hpp"
#include "server/http/openapi.hpp"
#include "server/http/proxy.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>
#include <system_error>

namespace app
{
namespace
{
bool same_text(std::string_view one, std::string_view other)
{
    // In time that does not depend on where they differ.
    unsigned difference = one.size() == other.size() ? 0 : 1;
    for (std::size_t i = 0; i < one.size() && i < other.size(); ++i)
        difference |= static_cast<unsigned char>(one[i] ^ other[i]);
    return difference == 0;
}
} // namespace

Api::Api(Core& core)
    : core_(core), watch_(watch_functions()), hub_(hub_functions()),
      quotas_({8, core.config.uploads_a_day, core.config.upload_bytes_a_day}),
      oidc_(
          {core.config.oidc_issuer, core.config.oidc_client_id, core.config.oidc_client_secret, core.config.oidc_label},
          outgoing::Client(http::comma_separated(core.config.outgoing_allowed))),
      sources_{core.database, core.storage, core.broadcast, core.keys, source_reach(core.config, core.folder.path())},
      verifier_(core.database, anchors_file(core.config, core.folder.path()))
{
    const auto& config = core_.config;
    if (!config.tls_certificate.empty()) certificate_.emplace(config.tls_certificate, config.tls_key);
    add_services();
    try {
        server_ = std::make_unique<http::Server>(http_setup());
        core_.port = server_->port();
    } catch (const std::system_error& error) {
        throw Refusal{Why::conflict,
                      fmt::format("Port {} of {} cannot be used: {}. Stop the program that has it, or choose "
                                  "another with --port.",
                                  config.port, config.bind, error.code().message())};
    }
}

void Api::add_services()
{
    services_.add(core_.database);
    services_.add(core_.storage);
    services_.add(core_.keys);
    services_.add(core_.metrics);
    services_.add(streams_);
    services_.add(static_cast<runs::EventSink&>(core_.broadcast));
    services_.add(watch_);
    services_.add(hub_);
    services_.add(core_.relay.outbox());
    services_.add(core_.desk);
    services_.add(core_.mail);
    services_.add(static_cast<runs::DryRuns&>(dry_runs_));
    services_.add(static_cast<feeds::Trials&>(trials_));
    services_.add(static_cast<::students::Records&>(core_.students));
    services_.add(verifier_);
    services_.add(quotas_);
    services_.add(oidc_);
    services_.add(sources_);
}

void Api::start()
{
    if (core_.duties.api) {
        streams_.look(); // a stream begins where the hub does
        guarding_ = std::jthread([this](std::stop_token stop) { stream_guard_.run(stop); });
    }
    server_->start();
}

void Api::drain()
{
    server_->drain();
    guarding_.request_stop();
}

bool Api::read_certificate_again()
{
    if (!certificate_) return false;
    try {
        certificate_->read_again();
        logs::info("serve", "certificate read again");
    } catch (const Refusal& refusal) {
        logs::error("serve", "the certificate in force stays", {{"reason", refusal.message}});
    }
    return true;
}

std::optional<http::Caller> Api::authenticate(std::string_view token)
{
    auto& database = core_.database;
    auto owner = database.read([&](db::Session& db) { return users::find_token_owner(db, token); });
    if (!owner) return std::nullopt;
    if (owner->stale) note_use(owner->token_id);
    return users::caller_of(*owner, hub_.permissions(*owner));
}

// That the disk is full keeps nobody out.
void Api::note_use(std::int64_t token)
{
    try {
        core_.database.transact([&](db::Session& db) { users::touch_token(db, token); });
    } catch (const db::Error& error) {
        if (error.problem() != db::Problem::full) throw;
    }
}

void Api::note_access(const http::Access& access)
{
    auto& metrics = core_.metrics;
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

http::Setup Api::http_setup()
{
    const auto& config = core_.config;
    auto& database = core_.database;
    http::Setup setup(core_.duties.api ? routes() : http::RouteTable{probe_routes()}, services_);
    setup.bind = config.bind;
    setup.port = static_cast<std::uint16_t>(config.port);
    setup.authenticate = [this](std::string_view token) { return authenticate(token); };
    setup.who_can_grant = [&database](const http::Caller& caller, http::Permission permission) {
        return database.read([&](db::Session& db) { return who_can_grant(db, caller, permission); });
    };
    setup.data_read = [&database](const http::Call& call, const http::Route& route) {
        note_data_read(database, call, route);
    };
    setup.refused = [&database](const http::Call& call, const http::Route& route) {
        note_refused(database, call, route);
    };
    setup.trusted_proxies = http::comma_separated(config.trusted_proxy);
    setup.finished = [this](const http::Access& access) { note_access(access); };
    setup.origins = http::AllowedOrigins(config.cors_origins);
    setup.certificate = certificate_ ? &*certificate_ : nullptr;
    setup.secure = certificate_ || config.public_url.starts_with("https://");
    setup.limits.upload_bytes = static_cast<std::uint64_t>(config.max_upload_bytes);
    // The address of a late answer leads to the process that works on it, and a balancer does not know which that is.
    if (!config.database.empty()) setup.limits.late_after = std::chrono::hours(1);
    if (core_.duties.api) setup.web = embedded::web();
    return setup;
}

Watch Api::watch_functions()
{
    Watch functions;
    functions.readiness = [this] { return core_.watcher.readiness(); };
    functions.system = [this](db::Session& db) { return core_.watcher.system(db); };
    functions.metrics = [this] { return core_.watcher.metrics_text(); };
    functions.metrics_token = [this](std::string_view token) {
        const auto& wanted = core_.config.metrics_token;
        return !wanted.empty() && same_text(token, wanted);
    };
    functions.remove_demo = [this](http::Call& call) {
        core_.database.transact([&](db::Session& db) {
            if (!departments::has_demo(db)) throw Refusal{Why::conflict, "The demo school has been removed already."};
            for (const auto& upload : departments::demo_uploads(db))
                core_.storage.remove_manifest(upload.sha256, upload.id);
            departments::remove_demo(db);
            departments::set_school_name(db, core_.config.school_name);
            audit::note(db, call, "demo.remove", {"hub", {}, {}});
        });
    };
    functions.openapi = http::openapi(routes());
    return functions;
}

users::Hub Api::hub_functions()
{
    const auto& config = core_.config;
    users::Hub functions;
    functions.school_name = &departments::school_name;
    functions.has_demo = &departments::has_demo;
    functions.permissions = [this](const users::TokenOwner& owner) {
        return permissions_of(owner, !owner.by_provider && hub_.needs_second_factor(owner.user));
    };
    functions.address = [this] { return core_.address(); };
    functions.registration = config.registration;
    functions.links = config.links_without_account;
    functions.max_upload_bytes = config.max_upload_bytes;
    functions.second_factor_required = is_reachable_from_elsewhere(config);
    return functions;
}
} // namespace app
