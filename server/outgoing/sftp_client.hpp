#pragma once
// Files of a server that speaks SFTP. Nothing is waited for longer than twenty seconds, and nothing at all goes on for
// longer than was allowed, whatever the server sends meanwhile.
#include "server/outgoing/client.hpp"
#include <cstdint>
#include <memory>

namespace outgoing
{
struct SshSignIn {
    std::string user;
    std::string password;    // or, with a key, its passphrase
    std::string private_key; // as ssh-keygen writes it; empty: signs in with the password
};

struct SftpEntry {
    std::string name;
    std::int64_t bytes = 0;
    std::int64_t changed = 0; // seconds since 1970
};

// All but the constructor throw SftpFault where the server refuses, Unreachable where it does not answer.
struct SftpFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class SftpClient
{
public:
    // Connects, and sends nothing but what finds out the server's key. With `host_key` it is asked for one of that
    // kind. All of it, what follows as well, may take `longest`. `breathe` is called often, and ends what is under way
    // by what it throws. Throws Unreachable.
    SftpClient(const std::string& host, std::uint16_t port, const std::vector<std::string>& allowed,
               const std::string& host_key, std::chrono::seconds longest, std::function<void()> breathe = {});
    ~SftpClient();
    SftpClient(const SftpClient&) = delete;
    SftpClient& operator=(const SftpClient&) = delete;

    void allow(std::chrono::seconds longest); // from now on

    std::string host_key() const; // "ssh-ed25519 SHA256:…", as ssh-keygen -l shows it
    // Only after host_key() was found right.
    void sign_in(const SshSignIn& who);

    // Plain files, until `each` says false.
    void list(const std::string& folder, const std::function<bool(SftpEntry)>& each);
    std::optional<SftpEntry> look_at(const std::string& path); // a plain file, and no link to one
    void read(const std::string& path, const std::function<void(std::string_view)>& take);
    void make_folder(const std::string& path);                   // there already: fine
    bool rename(const std::string& path, const std::string& to); // false: something has that name
    void remove(const std::string& path);

private:
    struct Session;
    std::unique_ptr<Session> session_;
};
} // namespace outgoing
