#pragma once
// TLS of the server's own: a certificate from files, which can be read anew while connections go on.
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace http
{
// The certificate and its key in force.
class Certificate
{
public:
    // PEM files: the certificate with those of its issuers behind it, and the key. Throws Refusal in words.
    Certificate(std::string certificate_file, std::string key_file);
    ~Certificate();

    // For the connections to come. Throws Refusal; the one in force stays then.
    void read_again();

private:
    friend class TlsStream;
    struct Context;
    std::shared_ptr<Context> current() const;

    std::string certificate_file_, key_file_;
    mutable std::mutex mutex_;
    std::shared_ptr<Context> context_;
};

// Encryption over a socket that it does not own. What is handed over is called on the socket's thread.
class TlsStream
{
public:
    using Done = std::function<void(const boost::system::error_code&)>;
    using Moved = std::function<void(const boost::system::error_code&, std::size_t)>;

    TlsStream(boost::asio::ip::tcp::socket& socket, const Certificate& certificate);
    ~TlsStream();

    void handshake(Done done);
    void say_goodbye(Done done); // so that the peer can tell the end from a cut
    void read_some(boost::asio::mutable_buffer into, Moved moved);
    void write_some(boost::asio::const_buffer from, Moved moved);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};
} // namespace http
