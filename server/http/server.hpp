#pragma once
// The HTTP server: one thread waits for the network, handlers run on a pool, password work on a small pool of its own.
#include "base/embedded.hpp"
#include "server/http/router.hpp"
#include "server/http/security.hpp"
#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace http
{
class Certificate;

struct Limits {
    std::uint32_t header_bytes = 16 * 1024;
    std::size_t target_bytes = 8 * 1024;
    std::size_t json_bytes = 1 << 20;
    std::uint64_t upload_bytes = 512ULL << 20;
    std::size_t connections = 2000; // when there are more, the one idle longest of the busiest network makes room
    std::size_t waiting_quick = 500, waiting_slow = 64,
                waiting_away = 32; // requests that wait for a thread; above: 503
    std::size_t busy_of_person = 64, busy_of_department = 200, busy_of_network = 256; // requests at a time; above: 429
    std::size_t busy_engine = 8; // requests of one person that ask the engine, waiting ones included; above: 429
    std::chrono::milliseconds idle{60'000};      // between two requests
    std::chrono::milliseconds header{10'000};    // from the first byte to the end of the headers
    std::chrono::milliseconds progress{30'000};  // for the next piece of a body, either way
    std::chrono::milliseconds heartbeat{15'000}; // of event streams
    std::chrono::milliseconds late_after{2'000}; // what the engine is asked for is waited for; then 202
    std::chrono::milliseconds asked_within{10'000}, late_kept{60'000}; // see late_answers.hpp
};

// One finished request, for the log and the metrics.
struct Access {
    std::string method, path;
    std::string_view route; // its template, "" where none fits
    int status = 0;
    std::uint64_t bytes_in = 0, bytes_out = 0;
    double seconds = 0;
    std::string request_id, trace_id, remote;
    std::optional<std::int64_t> user_id;
    std::string accident; // what must not be told to the caller
};

struct Setup {
    Setup(RouteTable routes, Services& services) : routes(std::move(routes)), services(services) {}

    RouteTable routes;
    Services& services;
    std::string bind = "127.0.0.1";
    std::uint16_t port = 0; // 0: any free one
    std::function<std::optional<Caller>(std::string_view token)> authenticate;
    std::function<std::string(const Caller&, Permission)> who_can_grant; // the sentence of a 403
    // Before data leaves, and when a door stays shut. What they throw becomes the answer: data is not handed out
    // unnoted.
    std::function<void(const Call&, const Route&)> data_read = [](const Call&, const Route&) {};
    std::function<void(const Call&, const Route&)> refused = [](const Call&, const Route&) {};
    std::function<void(const Access&)> finished;
    std::vector<std::string> trusted_proxies; // addresses whose X-Forwarded-For is believed
    AllowedOrigins origins;
    bool secure = false;
    const Certificate* certificate = nullptr; // the server speaks TLS; it outlives the server
    Limits limits;
    std::span<const embedded::File> web;
};

struct Core;

class Server
{
public:
    explicit Server(Setup setup); // throws std::system_error when the address cannot be had
    ~Server();

    std::uint16_t port() const;
    void start();
    // Whether the thread that waits for the network comes round within `patience`.
    bool answers(std::chrono::milliseconds patience);
    // From now on says 503 to whatever is asked, but for its health.
    void drain();
    // Takes no more connections, lets running requests end for at most `grace`, ends event streams.
    void stop(std::chrono::milliseconds grace);

private:
    std::unique_ptr<Core> core_;
};
} // namespace http
