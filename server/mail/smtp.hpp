#pragma once
// Sends mail to one SMTP server (RFC 5321) through libcurl, with STARTTLS or TLS and a sign-in where it asks for one.
#include <stop_token>
#include <string>

namespace mail
{
struct SmtpServer {
    std::string url;            // smtp://host:587 (STARTTLS) or smtps://host:465
    std::string user, password; // empty: without
    bool starttls = true;       // off only for a relay on this machine or in a closed network
    std::string ca_file;        // empty: the system's authorities
};

struct Delivery {
    enum class Outcome { accepted, try_again, refused } outcome = Outcome::try_again; // refused: for good
    std::string reason; // of what went wrong; holds no address and no secret
};
// `message` is RFC 5322 text; `from` and `to` are bare addresses. Takes at most 30 seconds, and
// gives up (try_again) when the stop comes.
Delivery deliver(const SmtpServer& server, const std::string& from, const std::string& to, const std::string& message,
                 const std::stop_token& stop = {});
} // namespace mail
