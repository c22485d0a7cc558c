#include "server/outgoing/guard.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdint>
#include <cstring>
#include <netinet/in.h>

namespace outgoing
{
namespace
{
struct Network {
    std::uint32_t base;
    int bits;
};
// RFC 6890: what is not global.
constexpr std::array<Network, 15> closed{{{0x00000000, 8},
                                          {0x0A000000, 8},
                                          {0x64400000, 10},
                                          {0x7F000000, 8},
                                          {0xA9FE0000, 16},
                                          {0xAC100000, 12},
                                          {0xC0000000, 24},
                                          {0xC0000200, 24},
                                          {0xC0586300, 24},
                                          {0xC0A80000, 16},
                                          {0xC6120000, 15},
                                          {0xC6336400, 24},
                                          {0xCB007100, 24},
                                          {0xE0000000, 4},
                                          {0xF0000000, 4}}};

bool is_public_v4(std::uint32_t address)
{
    return std::ranges::none_of(closed, [&](const Network& one) {
        return (address & ~((std::uint32_t{1} << (32 - one.bits)) - 1)) == one.base;
    });
}

std::uint32_t v4_at(const unsigned char* bytes)
{
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

// Only 2000::/3 is global; of that, not documentation, and tunnels only to what is public itself.
bool is_public_v6(const unsigned char* bytes)
{
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    constexpr std::array<unsigned char, 12> translated{0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
    if (std::memcmp(bytes, mapped.data(), 12) == 0 || std::memcmp(bytes, translated.data(), 12) == 0)
        return is_public_v4(v4_at(bytes + 12));
    if ((bytes[0] & 0xE0) != 0x20) return false;
    if (bytes[0] == 0x20 && bytes[1] == 0x02) return is_public_v4(v4_at(bytes + 2)); // 6to4
    bool special = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02;          // Teredo and its like
    bool documentation = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8;
    return !special && !documentation;
}
} // namespace

bool is_public(const sockaddr& address)
{
    if (address.sa_family == AF_INET)
        return is_public_v4(ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr));
    if (address.sa_family == AF_INET6)
        return is_public_v6(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr.s6_addr);
    return false;
}

std::string address_text(const sockaddr& address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.sa_family == AF_INET)
        inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text.data(), text.size());
    else if (address.sa_family == AF_INET6)
        inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, text.data(), text.size());
    return text.data();
}

bool may_connect(const sockaddr& address, const std::vector<std::string>& allowed)
{
    return is_public(address) || std::ranges::find(allowed, address_text(address)) != allowed.end();
}
} // namespace outgoing
