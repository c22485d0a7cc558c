#include "server/outgoing/sftp_client.hpp"
#include "base/ids.hpp"
#include "base/no_wait.hpp"
#include "server/outgoing/connection.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <libssh2.h>
#include <libssh2_sftp.h>
#include <sys/socket.h>
#include <utility>

namespace outgoing
{
namespace
{
constexpr std::chrono::milliseconds patience{20'000}, farewell{1'000};
using Clock = std::chrono::steady_clock;
constexpr auto own_kinds = "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,"
                           "rsa-sha2-256,ssh-rsa";

std::string kind_of(int type)
{
    switch (type) {
    case LIBSSH2_HOSTKEY_TYPE_ED25519:
        return "ssh-ed25519";
    case LIBSSH2_HOSTKEY_TYPE_ECDSA_256:
        return "ecdsa-sha2-nistp256";
    case LIBSSH2_HOSTKEY_TYPE_ECDSA_384:
        return "ecdsa-sha2-nistp384";
    case LIBSSH2_HOSTKEY_TYPE_ECDSA_521:
        return "ecdsa-sha2-nistp521";
    case LIBSSH2_HOSTKEY_TYPE_RSA:
        return "ssh-rsa";
    default:
        return "another kind";
    }
}

// As ssh-keygen writes it, without the padding.
std::string base64(std::string_view bytes)
{
    auto text = to_base64url(bytes);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    return text;
}

// Whether it is an RSA key: as PEM says it, or in what OpenSSH or PKCS #8 write.
bool is_rsa(std::string_view key)
{
    constexpr std::string_view pkcs8{"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"};
    if (key.starts_with("-----BEGIN RSA ")) return true;
    std::string body;
    auto from = key.find('\n'), to = key.rfind("-----END");
    if (from == std::string_view::npos || to == std::string_view::npos || to < from) return false;
    for (char c : key.substr(from, to - from))
        if (c == '+' || c == '/')
            body += c == '+' ? '-' : '_';
        else if (c > ' ' && c != '=')
            body += c;
    auto bytes = from_base64url(body);
    return bytes && (bytes->contains("ssh-rsa") || bytes->contains(pkcs8));
}

struct CloseFile {
    void operator()(LIBSSH2_SFTP_HANDLE* handle) const { libssh2_sftp_close_handle(handle); }
};
using File = std::unique_ptr<LIBSSH2_SFTP_HANDLE, CloseFile>;

std::optional<SftpEntry> plain_file(const std::string& name, const LIBSSH2_SFTP_ATTRIBUTES& attributes)
{
    constexpr unsigned long told = LIBSSH2_SFTP_ATTR_PERMISSIONS | LIBSSH2_SFTP_ATTR_SIZE | LIBSSH2_SFTP_ATTR_ACMODTIME;
    if ((attributes.flags & told) != told || !LIBSSH2_SFTP_S_ISREG(attributes.permissions)) return std::nullopt;
    return SftpEntry{name, static_cast<std::int64_t>(attributes.filesize), static_cast<std::int64_t>(attributes.mtime)};
}
} // namespace

struct SftpClient::Session {
    Session(const std::string& host, std::uint16_t port, const std::vector<std::string>& allowed,
            std::chrono::seconds longest, std::function<void()> breathes)
        : breathe(std::move(breathes)), until(Clock::now() + longest),
          connection(host, port, allowed, std::min(std::chrono::seconds(10), longest))
    {
        static const int ready = libssh2_init(0);
        if (ready != 0 || !(ssh = libssh2_session_init_ex(nullptr, nullptr, nullptr, this)))
            throw std::runtime_error("libssh2 does not start");
        libssh2_session_callback_set(ssh, LIBSSH2_CALLBACK_RECV, reinterpret_cast<void*>(&receive));
    }
    ~Session()
    {
        breathe = {};
        until = std::min(until, Clock::now() + farewell);
        libssh2_session_set_timeout(ssh, farewell.count());
        if (sftp) libssh2_sftp_shutdown(sftp);
        libssh2_session_disconnect(ssh, "done");
        libssh2_session_free(ssh);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // What libssh2 itself does, and an end: it would read for ever what a server sends for ever.
    static ssize_t receive(libssh2_socket_t socket, void* buffer, size_t length, int flags, void** given)
    {
        auto& session = *static_cast<Session*>(*given);
        try {
            if (session.breathe && !session.thrown) session.breathe();
        } catch (...) { // libssh2 is C: nothing may be thrown through it
            session.thrown = std::current_exception();
        }
        if (session.thrown) return -ECANCELED;
        if (Clock::now() >= session.until) return -ETIMEDOUT;
        auto got = recv(socket, buffer, length, flags);
        if (got >= 0) return got;
        return errno == EINTR || errno == EWOULDBLOCK ? -EAGAIN : -errno;
    }

    // Before each call that may wait.
    void go_on()
    {
        no_wait::waits_for("an SFTP server");
        if (breathe) breathe();
        auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
        if (left.count() <= 0) throw_late();
        libssh2_session_set_timeout(ssh, std::min(patience, left).count());
    }
    [[noreturn]] static void throw_late() { throw Unreachable("it takes too long"); }

    // What the last call that failed says.
    [[noreturn]] void fail()
    {
        if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
        if (Clock::now() >= until) throw_late();
        char* text = nullptr;
        auto code = libssh2_session_last_error(ssh, &text, nullptr, 0);
        if (code == LIBSSH2_ERROR_SFTP_PROTOCOL && sftp) {
            auto why = libssh2_sftp_last_error(sftp);
            if (why == LIBSSH2_FX_NO_SUCH_FILE || why == LIBSSH2_FX_NO_SUCH_PATH) throw SftpFault("it is not there");
            if (why == LIBSSH2_FX_PERMISSION_DENIED) throw SftpFault("the server does not allow it");
            throw SftpFault(fmt::format("the server refuses it (number {})", why));
        }
        if (code == LIBSSH2_ERROR_TIMEOUT) throw Unreachable("the server does not answer in time");
        throw Unreachable(fmt::format("{} (number {})", text ? text : "the connection has ended", code));
    }
    File open(const std::string& path, unsigned long flags, int type)
    {
        go_on();
        File file(libssh2_sftp_open_ex(sftp, path.data(), static_cast<unsigned>(path.size()), flags, 0, type));
        if (!file) fail();
        return file;
    }
    bool failed_with(unsigned long why) const
    {
        return libssh2_session_last_errno(ssh) == LIBSSH2_ERROR_SFTP_PROTOCOL && libssh2_sftp_last_error(sftp) == why;
    }

    // Where no key or cipher fits, libssh2 says only that keys were not exchanged.
    [[noreturn]] void fail_to_agree(bool kept)
    {
        auto code = libssh2_session_last_errno(ssh);
        bool none = code == LIBSSH2_ERROR_KEX_FAILURE || code == LIBSSH2_ERROR_METHOD_NONE ||
                    code == LIBSSH2_ERROR_METHOD_NOT_SUPPORTED;
        if (!none || thrown || Clock::now() >= until) fail();
        if (kept)
            throw Unreachable("it no longer has a key of the kind that was found right, or no encryption that BatchOps "
                              "knows. Ask its operator, then ask for its fingerprint again");
        throw Unreachable("it has no kind of key or encryption that BatchOps knows. Its operator can give it an "
                          "ed25519 key");
    }
    // Servers of today take an RSA key only with a signature that older libraries do not make.
    bool signs_rsa_anew() const
    {
        const char** names = nullptr;
        int count = libssh2_session_supported_algs(ssh, LIBSSH2_METHOD_HOSTKEY, &names);
        bool found = false;
        for (int i = 0; i < count; ++i) found |= std::string_view(names[i]).starts_with("rsa-sha2-");
        if (count > 0) libssh2_free(ssh, static_cast<void*>(names));
        return found;
    }

    std::function<void()> breathe;
    Clock::time_point until;
    std::exception_ptr thrown;
    Connection connection;
    LIBSSH2_SESSION* ssh = nullptr;
    LIBSSH2_SFTP* sftp = nullptr;
};

SftpClient::SftpClient(const std::string& host, std::uint16_t port, const std::vector<std::string>& allowed,
                       const std::string& host_key, std::chrono::seconds longest, std::function<void()> breathe)
    : session_(std::make_unique<Session>(host, port, allowed, longest, std::move(breathe)))
{
    auto kind = host_key.substr(0, host_key.find(' '));
    auto kinds = kind.empty() ? own_kinds : kind == "ssh-rsa" ? "rsa-sha2-512,rsa-sha2-256,ssh-rsa" : kind.c_str();
    if (libssh2_session_method_pref(session_->ssh, LIBSSH2_METHOD_HOSTKEY, kinds) != 0)
        throw Unreachable("its kept fingerprint is of a kind that is not known");
    session_->go_on();
    if (libssh2_session_handshake(session_->ssh, session_->connection.descriptor()) != 0)
        session_->fail_to_agree(!kind.empty());
}
SftpClient::~SftpClient() = default;

void SftpClient::allow(std::chrono::seconds longest) { session_->until = Clock::now() + longest; }

std::string SftpClient::host_key() const
{
    std::size_t length = 0;
    int type = 0;
    const char* hash = libssh2_hostkey_hash(session_->ssh, LIBSSH2_HOSTKEY_HASH_SHA256);
    if (!hash || !libssh2_session_hostkey(session_->ssh, &length, &type)) throw Unreachable("it shows no key");
    return fmt::format("{} SHA256:{}", kind_of(type), base64({hash, 32}));
}

void SftpClient::sign_in(const SshSignIn& who)
{
    auto* ssh = session_->ssh;
    const auto& [user, password, key] = who;
    session_->go_on();
    auto length = static_cast<unsigned>(user.size());
    int failed = key.empty()
                     ? libssh2_userauth_password_ex(ssh, user.data(), length, password.data(),
                                                    static_cast<unsigned>(password.size()), nullptr)
                     : libssh2_userauth_publickey_frommemory(ssh, user.data(), user.size(), nullptr, 0, key.data(),
                                                             key.size(), password.empty() ? nullptr : password.c_str());
    if (failed == LIBSSH2_ERROR_AUTHENTICATION_FAILED || failed == LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED ||
        failed == LIBSSH2_ERROR_PASSWORD_EXPIRED)
        throw SftpFault(is_rsa(key) && !session_->signs_rsa_anew()
                            ? "this server wants a newer kind of key: give an ed25519 key"
                            : "the server does not let this user in");
    bool by_network = failed == LIBSSH2_ERROR_TIMEOUT || failed == LIBSSH2_ERROR_SOCKET_SEND ||
                      failed == LIBSSH2_ERROR_SOCKET_RECV || failed == LIBSSH2_ERROR_SOCKET_DISCONNECT;
    if (failed != 0 && !key.empty() && !by_network)
        throw SftpFault("the private key cannot be read: is it whole, and does its passphrase fit");
    if (failed != 0) session_->fail();
    session_->go_on();
    session_->sftp = libssh2_sftp_init(ssh);
    if (!session_->sftp) session_->fail();
}

void SftpClient::list(const std::string& folder, const std::function<bool(SftpEntry)>& each)
{
    auto opened = session_->open(folder, 0, LIBSSH2_SFTP_OPENDIR);
    std::array<char, 4096> name{};
    while (true) {
        session_->go_on();
        LIBSSH2_SFTP_ATTRIBUTES attributes{};
        auto length = libssh2_sftp_readdir_ex(opened.get(), name.data(), name.size(), nullptr, 0, &attributes);
        if (length == 0) return;
        if (length < 0) session_->fail();
        auto file = plain_file({name.data(), static_cast<std::size_t>(length)}, attributes);
        if (file && !each(std::move(*file))) return;
    }
}

std::optional<SftpEntry> SftpClient::look_at(const std::string& path)
{
    session_->go_on();
    LIBSSH2_SFTP_ATTRIBUTES attributes{};
    auto length = static_cast<unsigned>(path.size());
    if (libssh2_sftp_stat_ex(session_->sftp, path.data(), length, LIBSSH2_SFTP_LSTAT, &attributes) == 0)
        return plain_file(path, attributes);
    if (!session_->failed_with(LIBSSH2_FX_NO_SUCH_FILE)) session_->fail();
    return std::nullopt;
}

void SftpClient::read(const std::string& path, const std::function<void(std::string_view)>& take)
{
    auto file = session_->open(path, LIBSSH2_FXF_READ, LIBSSH2_SFTP_OPENFILE);
    std::vector<char> buffer(1 << 18);
    while (true) {
        session_->go_on();
        auto got = libssh2_sftp_read(file.get(), buffer.data(), buffer.size());
        if (got == 0) return;
        if (got < 0) session_->fail();
        take({buffer.data(), static_cast<std::size_t>(got)});
    }
}

void SftpClient::make_folder(const std::string& path)
{
    session_->go_on();
    auto length = static_cast<unsigned>(path.size());
    LIBSSH2_SFTP_ATTRIBUTES attributes{};
    if (libssh2_sftp_stat_ex(session_->sftp, path.data(), length, LIBSSH2_SFTP_STAT, &attributes) == 0) return;
    session_->go_on();
    if (libssh2_sftp_mkdir_ex(session_->sftp, path.data(), length, 0750) != 0) session_->fail();
}

bool SftpClient::rename(const std::string& path, const std::string& to)
{
    if (look_at(to)) return false;
    session_->go_on();
    // Version 3 of the protocol never overwrites.
    if (libssh2_sftp_rename_ex(session_->sftp, path.data(), static_cast<unsigned>(path.size()), to.data(),
                               static_cast<unsigned>(to.size()), 0) == 0)
        return true;
    if (session_->failed_with(LIBSSH2_FX_FILE_ALREADY_EXISTS)) return false;
    session_->fail();
}

void SftpClient::remove(const std::string& path)
{
    session_->go_on();
    if (libssh2_sftp_unlink_ex(session_->sftp, path.data(), static_cast<unsigned>(path.size())) != 0 &&
        !session_->failed_with(LIBSSH2_FX_NO_SUCH_FILE))
        session_->fail();
}
} // namespace outgoing
