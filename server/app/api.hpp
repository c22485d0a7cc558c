#pragma once
// The part of a hub that answers: the API, the web application and the live streams; of a process that does not serve
// the API only whether it is well, and its metrics.
#include "server/app/core.hpp"
#include "server/app/stream_guard.hpp"
#include "server/audit/verifier.hpp"
#include "server/events/reader.hpp"
#include "server/http/server.hpp"
#include "server/http/tls.hpp"
#include "server/pipeline/dry_runs.hpp"
#include "server/pipeline/trials.hpp"
#include "server/sources/pick_up.hpp"
#include "server/uploads/quotas.hpp"
#include "server/users/oidc.hpp"
#include <optional>
#include <thread>

namespace app
{
class Api
{
public:
    // Opens the port; nobody is answered yet. Throws Refusal in words.
    explicit Api(Core& core);

    users::Hub& hub() { return hub_; }
    http::Server& server() { return *server_; }
    void start();
    // Who asks from now on is told that the hub stops, and may be sent to another process.
    void drain();
    bool read_certificate_again();

private:
    std::optional<http::Caller> authenticate(std::string_view token);
    void note_use(std::int64_t token);
    void note_access(const http::Access& access);
    http::Setup http_setup();
    Watch watch_functions();
    users::Hub hub_functions();
    void add_services();

    Core& core_;
    events::Reader event_rows_{core_.database};
    http::EventHub streams_{event_rows_};
    StreamGuard stream_guard_{core_.database, streams_, core_.news};
    Watch watch_;
    users::Hub hub_;
    uploads::Quotas quotas_;
    users::Oidc oidc_;
    sources::Hands sources_;
    pipeline::DryRuns dry_runs_{core_.pipeline};
    pipeline::Trials trials_{core_.pipeline};
    audit::Verifier verifier_;
    http::Services services_;
    std::optional<http::Certificate> certificate_;
    std::unique_ptr<http::Server> server_;
    std::jthread guarding_;
};
} // namespace app
