#pragma once
// For tests: a server of this machine that never ends.
#include <arpa/inet.h>
#include <cstdint>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace outgoing
{
// Sends the same to whoever calls, for ever.
class Flood
{
public:
    explicit Flood(std::string bytes)
        : bytes_(std::move(bytes)), listens_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof(address);
        auto* general = reinterpret_cast<sockaddr*>(&address);
        if (bind(listens_, general, length) != 0 || listen(listens_, 1) != 0 ||
            getsockname(listens_, general, &length) != 0)
            throw std::runtime_error("no server");
        port = ntohs(address.sin_port);
        thread_ = std::thread([this] {
            int peer = accept(listens_, nullptr, nullptr);
            while (peer >= 0 && send(peer, bytes_.data(), bytes_.size(), MSG_NOSIGNAL) > 0) {
            }
            close(peer);
        });
    }
    ~Flood()
    {
        shutdown(listens_, SHUT_RDWR); // of one that nobody called
        thread_.join();
        close(listens_);
    }
    Flood(const Flood&) = delete;
    Flood& operator=(const Flood&) = delete;

    std::uint16_t port = 0;

private:
    std::string bytes_;
    int listens_;
    std::thread thread_;
};
} // namespace outgoing
