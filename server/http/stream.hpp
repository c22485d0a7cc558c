#pragma once
// Internal to http: a connection, encrypted or not. One type, so that sessions are compiled once; the plain way goes
// straight to the socket.
#include "server/http/tls.hpp"
#include <boost/asio.hpp>
#include <poll.h>

namespace http
{
class Stream
{
public:
    using tcp = boost::asio::ip::tcp;
    using executor_type = tcp::socket::executor_type;

    Stream(tcp::socket socket, const Certificate* certificate) : socket_(std::move(socket))
    {
        if (certificate) tls_ = std::make_unique<TlsStream>(socket_, *certificate);
    }

    executor_type get_executor() { return socket_.get_executor(); }
    bool is_encrypted() const { return tls_ != nullptr; }

    template <class Token> auto handshake(Token&& token) { return asks(&TlsStream::handshake, token); }
    template <class Token> auto say_goodbye(Token&& token) { return asks(&TlsStream::say_goodbye, token); }

    template <class Buffers, class Token> auto async_read_some(const Buffers& buffers, Token&& token)
    {
        auto start = [this](auto handler, const Buffers& into) {
            if (!tls_) return socket_.async_read_some(into, std::move(handler));
            tls_->read_some(first_of<boost::asio::mutable_buffer>(into), shared<Moved>(std::move(handler)));
        };
        return boost::asio::async_initiate<Token, Moved>(start, token, buffers);
    }
    template <class Buffers, class Token> auto async_write_some(const Buffers& buffers, Token&& token)
    {
        auto start = [this](auto handler, const Buffers& from) {
            if (!tls_) return socket_.async_write_some(from, std::move(handler));
            tls_->write_some(first_of<boost::asio::const_buffer>(from), shared<Moved>(std::move(handler)));
        };
        return boost::asio::async_initiate<Token, Moved>(start, token, buffers);
    }

    // Whether the peer has closed its end.
    bool is_gone()
    {
        pollfd watched{socket_.native_handle(), POLLRDHUP, 0};
        return poll(&watched, 1, 0) > 0 && (watched.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
    }
    void cancel(boost::system::error_code& failed) { socket_.cancel(failed); }
    void close(boost::system::error_code& failed) { socket_.close(failed); }
    void shutdown(tcp::socket::shutdown_type what, boost::system::error_code& failed)
    {
        socket_.shutdown(what, failed);
    }
    tcp::endpoint remote_endpoint(boost::system::error_code& failed) const { return socket_.remote_endpoint(failed); }

private:
    using Moved = void(boost::system::error_code, std::size_t);
    using Done = void(boost::system::error_code);

    // A part of what was asked is enough for "some". Empty buffers in front are passed over.
    template <class Buffer, class Buffers> static Buffer first_of(const Buffers& buffers)
    {
        for (auto at = boost::asio::buffer_sequence_begin(buffers); at != boost::asio::buffer_sequence_end(buffers);
             ++at)
            if (Buffer one(*at); one.size() > 0) return one;
        return {};
    }
    // A handler moves only; a function must be copyable.
    template <class Signature, class Handler> static std::function<Signature> shared(Handler handler)
    {
        return [kept = std::make_shared<Handler>(std::move(handler))](auto... values) { (*kept)(values...); };
    }
    template <class Token> auto asks(void (TlsStream::*act)(TlsStream::Done), Token& token)
    {
        auto start = [this, act](auto handler) { (tls_.get()->*act)(shared<Done>(std::move(handler))); };
        return boost::asio::async_initiate<Token, Done>(start, token);
    }

    tcp::socket socket_;
    std::unique_ptr<TlsStream> tls_; // null: in clear
};
} // namespace http
