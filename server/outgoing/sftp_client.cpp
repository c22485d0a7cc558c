#include "server/outgoing/sftp_client.hpp"
#include "base/ids.hpp"
#include "server/outgoing/connection.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <libssh2.h>
#include <libssh2_sftp.h>

namespace outgoing
{
namespace
{
constexpr long patience_ms = 20'000, farewell_ms = 1'000;
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
    Session(const std::string& host, std::uint16_t port, const std::vector<std::string>& allowed)
        : connection(host, port, allowed, std::chrono::seconds(10))
    {
        static const int ready = libssh2_init(0);
        if (ready != 0 || !(ssh = libssh2_session_init())) throw std::runtime_error("libssh2 does not start");
        libssh2_session_set_timeout(ssh, patience_ms);
    }
    ~Session()
    {
        libssh2_session_set_timeout(ssh, farewell_ms);
        if (sftp) libssh2_sftp_shutdown(sftp);
        libssh2_session_disconnect(ssh, "done");
        libssh2_session_free(ssh);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // What the last call that failed says.
    [[noreturn]] void fail() const
    {
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
    File open(const std::string& path, unsigned long flags, int type) const
    {
        File file(libssh2_sftp_open_ex(sftp, path.data(), static_cast<unsigned>(path.size()), flags, 0, type));
        if (!file) fail();
        return file;
    }
    bool failed_with(unsigned long why) const
    {
        return libssh2_session_last_errno(ssh) == LIBSSH2_ERROR_SFTP_PROTOCOL && libssh2_sftp_last_error(sftp) == why;
    }

    Connection connection;
    LIBSSH2_SESSION* ssh = nullptr;
    LIBSSH2_SFTP* sftp = nullptr;
};

SftpClient::SftpClient(const std::string& host, std::uint16_t port, const std::vector<std::string>& allowed,
                       const std::string& host_key)
    : session_(std::make_unique<Session>(host, port, allowed))
{
    auto kind = host_key.substr(0, host_key.find(' '));
    auto kinds = kind.empty() ? own_kinds : kind == "ssh-rsa" ? "rsa-sha2-512,rsa-sha2-256,ssh-rsa" : kind.c_str();
    if (libssh2_session_method_pref(session_->ssh, LIBSSH2_METHOD_HOSTKEY, kinds) != 0)
        throw Unreachable("its kept fingerprint is of a kind that is not known");
    if (libssh2_session_handshake(session_->ssh, session_->connection.descriptor()) != 0) session_->fail();
}
SftpClient::~SftpClient() = default;

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
    auto length = static_cast<unsigned>(user.size());
    int failed = key.empty()
                     ? libssh2_userauth_password_ex(ssh, user.data(), length, password.data(),
                                                    static_cast<unsigned>(password.size()), nullptr)
                     : libssh2_userauth_publickey_frommemory(ssh, user.data(), user.size(), nullptr, 0, key.data(),
                                                             key.size(), password.empty() ? nullptr : password.c_str());
    if (failed == LIBSSH2_ERROR_AUTHENTICATION_FAILED || failed == LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED ||
        failed == LIBSSH2_ERROR_PASSWORD_EXPIRED)
        throw SftpFault("the server does not let this user in");
    bool by_network = failed == LIBSSH2_ERROR_TIMEOUT || failed == LIBSSH2_ERROR_SOCKET_SEND ||
                      failed == LIBSSH2_ERROR_SOCKET_RECV || failed == LIBSSH2_ERROR_SOCKET_DISCONNECT;
    if (failed != 0 && !key.empty() && !by_network)
        throw SftpFault("the private key cannot be read: is it whole, and does its passphrase fit");
    if (failed != 0) session_->fail();
    session_->sftp = libssh2_sftp_init(ssh);
    if (!session_->sftp) session_->fail();
}

void SftpClient::list(const std::string& folder, const std::function<bool(SftpEntry)>& each)
{
    auto opened = session_->open(folder, 0, LIBSSH2_SFTP_OPENDIR);
    std::array<char, 4096> name{};
    while (true) {
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
        auto got = libssh2_sftp_read(file.get(), buffer.data(), buffer.size());
        if (got == 0) return;
        if (got < 0) session_->fail();
        take({buffer.data(), static_cast<std::size_t>(got)});
    }
}

void SftpClient::make_folder(const std::string& path)
{
    auto length = static_cast<unsigned>(path.size());
    LIBSSH2_SFTP_ATTRIBUTES attributes{};
    if (libssh2_sftp_stat_ex(session_->sftp, path.data(), length, LIBSSH2_SFTP_STAT, &attributes) == 0) return;
    if (libssh2_sftp_mkdir_ex(session_->sftp, path.data(), length, 0750) != 0) session_->fail();
}

bool SftpClient::rename(const std::string& path, const std::string& to)
{
    if (look_at(to)) return false;
    // Version 3 of the protocol never overwrites.
    if (libssh2_sftp_rename_ex(session_->sftp, path.data(), static_cast<unsigned>(path.size()), to.data(),
                               static_cast<unsigned>(to.size()), 0) == 0)
        return true;
    if (session_->failed_with(LIBSSH2_FX_FILE_ALREADY_EXISTS)) return false;
    session_->fail();
}

void SftpClient::remove(const std::string& path)
{
    if (libssh2_sftp_unlink_ex(session_->sftp, path.data(), static_cast<unsigned>(path.size())) != 0 &&
        !session_->failed_with(LIBSSH2_FX_NO_SUCH_FILE))
        session_->fail();
}
} // namespace outgoing
