#pragma once
// Internal to http: who goes on at once, and who waits for a turn. Callers wait without a thread, so that a crowd of
// one network, or of one person, keeps no others out. Used on the network thread alone.
#include <boost/asio.hpp>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <string>

namespace http
{
class Turns
{
public:
    // A turn until it is destroyed, which is at once where fewer than `at_a_time` of the same name have one, and else
    // in the order of asking. Null where `most_waiting` wait already. Turns must outlive it.
    boost::asio::awaitable<std::shared_ptr<void>> take(std::string who, std::size_t at_a_time,
                                                       std::size_t most_waiting);

private:
    struct Line {
        std::size_t inside = 0;
        std::deque<std::weak_ptr<boost::asio::steady_timer>> waiting; // each ends by the turn that becomes free
    };
    void pass_on(const std::string& who);

    std::map<std::string, Line> lines_;
};
} // namespace http
