#include "base/ids.hpp"
#include "base/utf8.hpp"
#include "server/http/proxy.hpp"
#include "server/http/session.hpp"
#include "server/http/trace.hpp"

namespace http
{
namespace
{
constexpr auto as_tuple = net::as_tuple(net::use_awaitable);

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

} // namespace

// Waits for a request and reads its headers. False when the connection is over.
Task<bool> Session::read_header()
{
    idle_ = true;
    idle_since_ = std::chrono::steady_clock::now();
    place_.reset();
    turn_.reset();
    parser_.emplace();
    parser_->header_limit(core_.setup.limits.header_bytes);
    parser_->body_limit(boost::none);
    call_.reset();
    reply_.reset();
    access_ = {};
    if (buffer_.size() == 0) {
        patience(core_.setup.limits.idle);
        auto [failed, count] = co_await socket_.async_read_some(buffer_.prepare(4096), as_tuple);
        if (failed) co_return false;
        buffer_.commit(count);
    }
    idle_ = false;
    started_ = std::chrono::steady_clock::now();
    access_.request_id = random_hex(8);
    access_.trace_id = random_hex(16);
    patience(core_.setup.limits.header);
    auto [failed, count] = co_await wire::async_read_header(socket_, buffer_, *parser_, as_tuple);
    if (!failed) co_return true;
    keep_ = false;
    if (late_) {
        auto late = problem(408, "The headers of the request did not arrive in time.");
        co_await write(std::move(late));
    } else if (failed == wire::error::header_limit || failed == wire::error::buffer_overflow) {
        body_unread_ = true;
        auto large = problem(431, "The headers of the request are larger than 16 KiB.");
        co_await write(std::move(large));
    } else if (is_malformed(failed)) {
        body_unread_ = true;
        auto malformed = problem(400, "The request is not HTTP: " + failed.message() + ".");
        co_await write(std::move(malformed));
    }
    co_return false;
}

void Session::fill_call()
{
    const auto& request = parser_->get();
    call_ = std::make_shared<Call>(core_.setup.services);
    auto& call = *call_;
    call.method = std::string(request.method_string());
    call.target = std::string(request.target());
    for (const auto& field : request) {
        auto& value = call.headers[lower_case({field.name_string().data(), field.name_string().size()})];
        if (!value.empty()) value += ", ";
        value += as_utf8({field.value().data(), field.value().size()});
    }
    boost::system::error_code failed;
    auto peer = socket_.remote_endpoint(failed);
    if (!failed) {
        call.remote = peer.address().to_string();
        call.loopback = peer.address().is_loopback();
        auto client = client_behind(core_.setup.trusted_proxies, call.remote, call.header("x-forwarded-for"));
        if (client != call.remote) call.loopback = false;
        call.remote = client;
    }
    if (auto length = parser_->content_length()) call.content_length = *length;
    if (auto trace = trace_id_of(call.header("traceparent"))) access_.trace_id = *trace;
    call.secure = core_.setup.secure;
    call.request_id = access_.request_id;
    call.trace_id = access_.trace_id;
    access_.method = call.method;
    access_.path = call.target.substr(0, call.target.find('?'));
    access_.remote = call.remote;
    body_unread_ = !parser_->is_done();
}

// Ambiguous requests are how requests are smuggled past a proxy: refused, and the connection closed.
std::optional<Reply> Session::refuse_request()
{
    const auto& request = parser_->get();
    for (auto field :
         {wire::field::host, wire::field::content_length, wire::field::transfer_encoding, wire::field::authorization})
        if (request.count(field) > 1) return problem(400, "A header that may come once came twice.");
    if (request.count(wire::field::transfer_encoding) &&
        (request.count(wire::field::content_length) || !parser_->chunked()))
        return problem(400, "The length of the body is ambiguous.");
    if (request.version() == 11 && !request.count(wire::field::host))
        return problem(400, "The Host header is missing.");
    if (call_->target.size() > core_.setup.limits.target_bytes)
        return problem(414, "The address is longer than 8 KiB.");
    if (!call_->target.starts_with('/') || call_->target.find('#') != call_->target.npos)
        return problem(400, "The address must be a path such as /api/runs.");
    auto question = call_->target.find('?');
    auto query = parse_query(question == call_->target.npos ? std::string_view{} : call_->target.substr(question + 1));
    if (!query) return problem(400, "The query of the address is malformed or names something twice.");
    call_->query = std::move(*query);
    return std::nullopt;
}
} // namespace http
