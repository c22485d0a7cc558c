#include "server/http/multipart.hpp"
#include "server/http/once.hpp"
#include "server/http/session.hpp"
#include <fmt/format.h>

namespace http
{
namespace
{
constexpr auto as_tuple = net::as_tuple(net::use_awaitable);
constexpr std::size_t piece_bytes = 256 * 1024;

std::string too_large(std::uint64_t limit)
{
    return fmt::format("The file is larger than the limit of this server, {:.1f} MB. Split it, or ask the person who "
                       "runs BatchOps to raise max_upload_bytes.",
                       static_cast<double>(limit) / 1e6);
}
} // namespace

// curl and others wait for this before they send a large body.
Task<void> Session::confirm_expectation()
{
    if (!beast::iequals(parser_->get()[wire::field::expect], "100-continue")) co_return;
    patience(core_.setup.limits.progress);
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await net::async_write(socket_, net::buffer(go_on), net::use_awaitable);
}

// False when the body did not come whole; reply_ then says why, where the peer is still there to be told.
Task<bool> Session::read_json_body(std::string& into)
{
    if (!body_unread_) co_return true;
    const auto limit = core_.setup.limits.json_bytes;
    if (call_->content_length.value_or(0) > limit) {
        reply_ = problem(413, "The body is larger than 1 MiB.");
        co_return false;
    }
    co_await confirm_expectation();
    wire::request_parser<wire::string_body> whole(std::move(*parser_));
    whole.body_limit(limit);
    patience(core_.setup.limits.progress);
    auto [failed, count] = co_await wire::async_read(socket_, buffer_, whole, as_tuple);
    access_.bytes_in += count;
    if (!failed) {
        body_unread_ = false;
        into = std::move(whole.get().body());
        co_return true;
    }
    if (failed == wire::error::body_limit)
        reply_ = problem(413, "The body is larger than 1 MiB.");
    else if (late_)
        reply_ = problem(408, "The body did not arrive in time.");
    else if (is_malformed(failed))
        reply_ = problem(400, "The body of the request is broken: " + failed.message() + ".");
    keep_ = false;
    co_return false;
}

Task<void> Session::receive(const Route& route)
{
    std::unique_ptr<Receiver> receiver;
    std::function<void()> open = [&] {
        auto limit = core_.setup.limits.upload_bytes;
        if (call_->content_length.value_or(0) > limit) throw Refusal{Why::too_large, too_large(limit)};
        auto boundary = multipart_boundary(call_->header("content-type"));
        receiver = receive_once(*call_, route);
        if (!boundary.empty()) receiver = std::make_unique<MultipartFile>(boundary, std::move(receiver));
    };
    co_await on_pool(core_.quick, open);
    if (!reply_) {
        bool whole = co_await pump(*receiver);
        if (whole) {
            co_await finish_receiving(route, std::move(receiver));
            co_return;
        }
    }
    if (receiver) {
        std::function<void()> clean_up = [&] { receiver.reset(); };
        auto decided = std::move(reply_);
        co_await on_pool(core_.quick, clean_up);
        receiver.reset(); // where the pool was full
        reply_ = std::move(decided);
    }
    if (reply_) {
        complete(*call_, *reply_);
        co_await write(std::move(*reply_));
    }
}

Task<void> Session::finish_receiving(const Route& route, std::unique_ptr<Receiver> receiver)
{
    // It removes files when it goes, which is not for the thread of the network to do.
    std::function<Reply()> work = [call = call_,
                                   all = std::make_shared<std::unique_ptr<Receiver>>(std::move(receiver))] {
        auto whole = std::move(*all);
        return whole->finish();
    };
    if (route.lane == Lane::engine) {
        co_await answer_late(route, work);
        co_return;
    }
    std::function<void()> finish = [&] { reply_ = work(); };
    co_await on_pool(pool_of(route), finish);
    complete(*call_, *reply_);
    co_await write(std::move(*reply_));
}

// Less than 1 KiB a second over more than a minute: a peer that only holds the connection.
bool Session::is_trickle() const
{
    auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - started_).count();
    return seconds > 60 && access_.bytes_in < static_cast<std::uint64_t>(seconds - 60) * 1024;
}

// Hands the body on piece by piece. False when it broke off or was refused.
Task<bool> Session::pump(Receiver& receiver)
{
    if (!body_unread_) co_return true;
    co_await confirm_expectation();
    const auto limit = core_.setup.limits.upload_bytes;
    wire::request_parser<wire::buffer_body> parser(std::move(*parser_));
    parser.body_limit(boost::none); // counted here, so that the answer can name the limit
    std::vector<char> piece(piece_bytes);
    std::size_t got = 0;
    std::function<void()> hand_on = [&] { receiver.write(std::string_view(piece.data(), got)); };
    while (!parser.is_done()) {
        parser.get().body().data = piece.data();
        parser.get().body().size = piece.size();
        patience(core_.setup.limits.progress);
        auto [failed, count] = co_await wire::async_read_some(socket_, buffer_, parser, as_tuple);
        if (late_ || is_trickle()) {
            reply_ =
                problem(408, "The file stopped arriving. Check the connection and send it again; nothing was kept.");
            co_return false;
        }
        if (failed && failed != wire::error::need_buffer) {
            keep_ = false;
            if (is_malformed(failed))
                reply_ = problem(400, "The body of the request is broken: " + failed.message() + ".");
            co_return false;
        }
        got = piece.size() - parser.get().body().size;
        access_.bytes_in += got;
        if (access_.bytes_in > limit) {
            reply_ = problem(413, too_large(limit));
            co_return false;
        }
        if (got == 0) continue;
        bool ran = co_await on_pool(core_.quick, hand_on);
        if (!ran || reply_) co_return false;
    }
    body_unread_ = false;
    co_return true;
}

// A refused body is read and thrown away for a while: closing at once would make the peer's system drop our answer
// (a lingering close, RFC 9112 section 9.6). Only time ends it, a quick peer sends any number of bytes meanwhile.
Task<void> Session::drain()
{
    boost::system::error_code failed;
    if (!socket_.is_encrypted()) socket_.shutdown(tcp::socket::shutdown_send, failed);
    patience(std::chrono::seconds(5));
    buffer_.clear();
    while (!failed) failed = std::get<0>(co_await socket_.async_read_some(buffer_.prepare(32 * 1024), as_tuple));
}
} // namespace http
