#include "server/http/tls.hpp"
#include "base/result.hpp"
#include <boost/asio/ssl.hpp>
#include <fmt/format.h>

namespace http
{
namespace net = boost::asio;

struct Certificate::Context {
    net::ssl::context ssl{net::ssl::context::tls_server};
};

namespace
{
// Forward secrecy and authenticated encryption only; those of TLS 1.3 are all of that kind.
constexpr auto ciphers_of_tls_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";

void restrict(SSL_CTX* context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, ciphers_of_tls_1_2);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS); // an idle connection keeps none
}

[[noreturn]] void unusable(const char* setting, const std::string& file, const boost::system::error_code& why)
{
    throw Refusal{Why::invalid, fmt::format("The setting {} names {}, which cannot be used: {}. Expected: a PEM file.",
                                            setting, file, why.message())};
}
} // namespace

Certificate::Certificate(std::string certificate_file, std::string key_file)
    : certificate_file_(std::move(certificate_file)), key_file_(std::move(key_file))
{
    read_again();
}
Certificate::~Certificate() = default;

void Certificate::read_again()
{
    auto fresh = std::make_shared<Context>();
    restrict(fresh->ssl.native_handle());
    boost::system::error_code failed;
    fresh->ssl.use_certificate_chain_file(certificate_file_, failed);
    if (failed) unusable("tls_certificate", certificate_file_, failed);
    fresh->ssl.use_private_key_file(key_file_, net::ssl::context::pem, failed);
    if (failed) unusable("tls_key", key_file_, failed);
    std::lock_guard lock(mutex_);
    context_ = std::move(fresh);
}

std::shared_ptr<Certificate::Context> Certificate::current() const
{
    std::lock_guard lock(mutex_);
    return context_;
}

struct TlsStream::Parts {
    Parts(net::ip::tcp::socket& socket, std::shared_ptr<Certificate::Context> given)
        : context(std::move(given)), stream(socket, context->ssl)
    {
    }
    std::shared_ptr<Certificate::Context> context; // a certificate read anew does not end this one
    net::ssl::stream<net::ip::tcp::socket&> stream;
};

TlsStream::TlsStream(net::ip::tcp::socket& socket, const Certificate& certificate)
    : parts_(std::make_unique<Parts>(socket, certificate.current()))
{
}
TlsStream::~TlsStream() = default;

void TlsStream::handshake(Done done) { parts_->stream.async_handshake(net::ssl::stream_base::server, std::move(done)); }
void TlsStream::say_goodbye(Done done) { parts_->stream.async_shutdown(std::move(done)); }
void TlsStream::read_some(net::mutable_buffer into, Moved moved)
{
    parts_->stream.async_read_some(net::buffer(into), std::move(moved));
}
void TlsStream::write_some(net::const_buffer from, Moved moved)
{
    parts_->stream.async_write_some(net::buffer(from), std::move(moved));
}
} // namespace http
