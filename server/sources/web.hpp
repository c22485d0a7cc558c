#pragma once
// Files at addresses, as a source. One that names its state (ETag, Last-Modified) is asked whether it is another by
// now, and read once for each state; of any other the content says it, and a look reads it.
#include "server/outgoing/client.hpp"
#include "server/sources/visit.hpp"

namespace sources
{
json::FieldErrors errors_in_web(const SourceInput& input);
std::string web_sent_to(const WebPlace& place); // see visit.hpp

// What the file is called: as its server says (Content-Disposition), else the end of its address.
std::string web_name(const std::string& address, const std::string& disposition);

class Web final : public Visit
{
public:
    Web(WebPlace place, const Secrets& secrets, const Reach& reach, std::function<void()> breathe);

    Listing list(const Known& known) override;
    void fetch(const Found& file, const std::function<void(std::string_view)>& take) override;
    // They stay where they are.
    void move_to_taken(const Found&) override {}
    void remove(const Found&) override {}

private:
    Found look_at(const std::string& address, const Item* before, std::chrono::steady_clock::time_point until);
    outgoing::Request request(const std::string& address) const;

    WebPlace place_;
    outgoing::Client client_;
    std::optional<outgoing::SignIn> sign_in_;
    std::chrono::seconds longest_;
    std::int64_t most_bytes_;
    std::function<void()> breathe_;
};
} // namespace sources
