#include "server/app/system_routes.hpp"
#include "server/audit/note.hpp"
#include "server/incidents/self_repair_store.hpp"

namespace app
{
namespace may = http::may;

namespace
{
struct System : SystemState {
    incidents::SelfRepair self_repair{};
};
BOOST_DESCRIBE_STRUCT(System, (SystemState), (self_repair))

System show_system(http::Call& call)
{
    return {call.use<Watch>().system(call.db()), incidents::self_repair(call.db())};
}

incidents::SelfRepair switch_self_repair(http::Call& call, incidents::SelfRepair wanted)
{
    incidents::set_self_repair(call.db(), wanted);
    audit::note(call.db(), call, "known_error.self_repair", {"hub", {}, {}}, wanted.on ? "on" : "off");
    return wanted;
}

http::Nothing remove_demo(http::Call& call)
{
    call.use<Watch>().remove_demo(call);
    return {};
}

http::Reply show_openapi(http::Call& call)
{
    http::Reply reply;
    reply.body = call.use<Watch>().openapi;
    return reply;
}

// Depends on nothing but the server's own threads.
http::Reply show_health(http::Call&) { return http::text_reply(200, "ok\n"); }

http::Reply show_readiness(http::Call& call)
{
    auto readiness = call.use<Watch>().readiness();
    return http::json_reply(readiness.ready ? 200 : 503, json::encode(readiness));
}

// A proxy on this machine passes on the requests of others.
bool is_from_here(const http::Call& call)
{
    return call.loopback && call.header("x-forwarded-for").empty() && call.header("forwarded").empty();
}

http::Reply show_metrics(http::Call& call)
{
    auto authorization = call.header("authorization");
    auto token = authorization.substr(authorization.find(' ') + 1);
    if (!is_from_here(call) && !call.use<Watch>().metrics_token(token))
        throw Refusal{Why::unauthorized,
                      "Metrics are open to this machine only; from another one send the metrics token: "
                      "Authorization: Bearer …"};
    auto reply = http::text_reply(200, call.use<Watch>().metrics());
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return reply;
}

constexpr http::Route routes_of_system[] = {
    http::get<&show_system>("/api/system", may::read_system, "Show how the hub itself is"),
    http::post<&switch_self_repair>("/api/system", may::manage_system,
                                    "Say whether known errors repair files by themselves"),
    http::post<&remove_demo>("/api/demo/remove", may::manage_system, "Remove the demo school").by_hand(),
    http::get<&show_openapi>("/api/openapi.json", may::anyone, "Describe this API").by_hand(),
};

constexpr http::Route routes_of_probes[] = {
    http::get<&show_metrics>("/api/metrics", may::anyone, "Metrics as Prometheus text").by_hand(),
    http::get<&show_metrics>("/metrics", may::anyone, "Metrics as Prometheus text").by_hand(),
    http::get<&show_health>("/healthz", may::anyone, "Whether the process answers").by_hand(),
    http::get<&show_readiness>("/readyz", may::anyone, "Whether requests can be served").by_hand(),
};
} // namespace

std::span<const http::Route> system_routes() { return routes_of_system; }
std::span<const http::Route> probe_routes() { return routes_of_probes; }
} // namespace app
