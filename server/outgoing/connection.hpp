#pragma once
// A connection to another server, past the guard (guard.hpp).
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace outgoing
{
class Connection
{
public:
    // Throws Unreachable (client.hpp).
    Connection(const std::string& host, std::uint16_t port, const std::vector<std::string>& allowed,
               std::chrono::seconds longest);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int descriptor() const { return descriptor_; } // does not block; is closed with this

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
    int descriptor_ = -1;
};
} // namespace outgoing
