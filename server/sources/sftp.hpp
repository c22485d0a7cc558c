#pragma once
// A folder of a server that speaks SFTP, as a source. Its key must be the one that was found right.
#include "server/outgoing/sftp_client.hpp"
#include "server/sources/visit.hpp"

namespace sources
{
json::FieldErrors errors_in_sftp(const SourceInput& input);
std::string sftp_sent_to(const SftpPlace& place); // see visit.hpp

// The key that the server shows now. Throws PlaceFails.
std::string host_key_of(const std::string& host, std::int64_t port, const Reach& reach);

class Sftp final : public Visit
{
public:
    Sftp(SftpPlace place, Secrets secrets, const Reach& reach, std::function<void()> breathe);

    Listing list(const Known& known) override;
    void fetch(const Found& file, const std::function<void(std::string_view)>& take) override;
    void move_to_taken(const Found& file) override;
    void remove(const Found& file) override;

private:
    outgoing::SftpClient& client(); // signed in
    std::string path_of(const std::string& name) const;
    bool is_still(const Found& file, const std::string& name);
    template <class Work> auto there(Work work);

    SftpPlace place_;
    Secrets secrets_;
    Reach reach_;
    std::function<void()> breathe_;
    std::unique_ptr<outgoing::SftpClient> client_;
};
} // namespace sources
