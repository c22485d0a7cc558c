#include "server/http/conditional.hpp"
#include "server/http/gzip.hpp"
#include "server/http/session.hpp"
#include <fmt/format.h>
#include <span>

namespace http
{
namespace
{
constexpr auto as_tuple = net::as_tuple(net::use_awaitable);
constexpr std::size_t piece_bytes = 256 * 1024;
constexpr std::size_t worth_packing = 1024;
constexpr std::chrono::milliseconds worth_telling{100};

bool is_json_reply(const Reply& reply)
{
    return reply.content_type == "application/json" || reply.content_type == "application/problem+json";
}
} // namespace

void complete(const Call& call, Reply& reply)
{
    apply_conditions(call, reply);
    if (reply.body.size() <= worth_packing || !is_json_reply(reply) || reply.has("Content-Encoding")) return;
    reply.set("Vary", "Accept-Encoding");
    if (!accepts_gzip(call.header("accept-encoding"))) return;
    reply.body = gzip(reply.body, 1);
    reply.set("Content-Encoding", "gzip");
}

// 4 KiB a second is the slowest line that is waited for.
std::chrono::milliseconds Session::time_for(std::size_t bytes) const
{
    return core_.setup.limits.progress + std::chrono::milliseconds(bytes / 4);
}

Task<void> Session::write(Reply reply)
{
    if (body_unread_ || core_.stopping || reply.events) keep_ = false;
    add_security_headers(reply, core_.setup.secure);
    if (call_) core_.setup.origins.add_headers(reply, call_->header("origin"));
    reply.set("X-Request-Id", access_.request_id);
    auto took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started_);
    if (call_ && took >= worth_telling) reply.set("Server-Timing", fmt::format("total;dur={:.0f}", took.count()));
    access_.status = reply.status;

    wire::response<wire::empty_body> head(static_cast<wire::status>(reply.status), 11);
    for (const auto& [name, value] : reply.headers) head.insert(name, value);
    if (reply.status != 204 && reply.status != 304)
        head.set(wire::field::content_type, reply.events ? "text/event-stream" : reply.content_type);
    head.keep_alive(keep_);
    patience(time_for(reply.body.size()));
    if (reply.events) {
        wire::response_serializer<wire::empty_body> serializer(head);
        co_await wire::async_write_header(socket_, serializer, net::use_awaitable);
        co_await write_events(*reply.events);
        co_return;
    }
    if (reply.status != 204 && reply.status != 304) head.content_length(reply.length());
    bool without_body = access_.method == "HEAD" || reply.status == 204 || reply.status == 304;
    if (reply.file && !without_body) {
        co_await write_file(reply, std::move(head));
        co_return;
    }
    if (without_body) {
        wire::response_serializer<wire::empty_body> serializer(head);
        co_await wire::async_write_header(socket_, serializer, net::use_awaitable);
        co_return;
    }
    wire::response<wire::string_body> whole(std::move(head.base()));
    whole.body() = std::move(reply.body);
    access_.bytes_out = whole.body().size();
    co_await wire::async_write(socket_, whole, net::use_awaitable);
}

Task<void> Session::write_file(const Reply& reply, wire::response<wire::empty_body> head)
{
    wire::response_serializer<wire::empty_body> serializer(head);
    co_await wire::async_write_header(socket_, serializer, net::use_awaitable);
    const auto length = reply.length();
    std::vector<char> piece(std::min<std::uint64_t>(piece_bytes, length));
    std::size_t got = 0;
    std::function<void()> read = [&] {
        auto left = std::min<std::uint64_t>(piece.size(), length - access_.bytes_out);
        got = reply.file->read(reply.first_byte + access_.bytes_out, std::span(piece.data(), left));
    };
    while (access_.bytes_out < length) {
        got = 0;
        co_await on_pool(core_.quick, read);
        if (got == 0) { // shorter than promised, or unreadable: the peer must see a broken reply, not a short file
            keep_ = false;
            boost::system::error_code ignored;
            socket_.close(ignored);
            co_return;
        }
        patience(time_for(got));
        co_await net::async_write(socket_, net::buffer(piece.data(), got), net::use_awaitable);
        access_.bytes_out += got;
    }
}

Task<void> Session::write_events(Subscription& subscription)
{
    // The alarm outlives every wake-up that is under way, because the session does.
    subscription.on_event([weak = weak_from_this(), &io = core_.io] {
        net::post(io, [weak] {
            if (auto session = weak.lock()) session->alarm_.cancel();
        });
    });
    static const auto greeting = std::make_shared<const std::string>("retry: 2000\n: welcome\n\n");
    static const auto heartbeat = std::make_shared<const std::string>(": still here\n\n");
    auto text = greeting;
    place_.reset(); // streams are counted by themselves
    while (!core_.draining && !core_.stopping && !subscription.ended()) {
        if (text) {
            patience(core_.setup.limits.progress);
            co_await net::async_write(socket_, net::buffer(*text), net::use_awaitable);
            access_.bytes_out += text->size();
        }
        text = subscription.take();
        if (text) continue;
        alarm_.expires_after(core_.setup.limits.heartbeat);
        auto [woken] = co_await alarm_.async_wait(as_tuple);
        if (!woken) text = heartbeat;
    }
}
} // namespace http
