#pragma once
// A connection by which short words go from process to process, the own included. It is a hint at best: what it loses,
// everybody finds by polling.
#include <boost/describe.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

namespace queue
{
// Why a channel is not there.
enum class Trouble {
    none,
    unreachable, // nobody answers, or not in time
    refused,     // the user or the password
    not_allowed, // the user may not do what it takes
    deaf,        // what is said does not come back, as behind a pooler
    untrusted,   // the certificate
};
BOOST_DESCRIBE_ENUM(Trouble, none, unreachable, refused, not_allowed, deaf, untrusted)

struct Lost : std::runtime_error {
    Lost(Trouble trouble, const std::string& cause) : std::runtime_error(cause), trouble(trouble) {}
    Trouble trouble; // what() is for the log, without secrets
};

// No call waits longer than this, nor much beyond a stop.
inline constexpr std::chrono::seconds patience{2};

class Channel
{
public:
    virtual ~Channel() = default;
    virtual void say(const std::string& words) = 0; // throws Lost
    virtual std::vector<std::string> heard() = 0;   // what has come, without waiting. Throws Lost
    virtual int descriptor() const = 0;             // readable once there may be more to hear
    virtual bool may_evict() { return false; }      // whether the server throws entries away that it has no room for
};
// Throws Lost.
using OpenChannel = std::function<std::unique_ptr<Channel>(const std::stop_token&)>;

enum class Direction { in, out };
// Waits until the socket can be read or written. Throws Lost once the time is over, or at the stop.
void wait_for(int socket, Direction direction, std::chrono::steady_clock::time_point until,
              const std::stop_token& stop);
} // namespace queue
