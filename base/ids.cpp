#include "base/ids.hpp"
#include <array>
#include <cstdint>
#include <cstring>
#include <openssl/rand.h>
#include <stdexcept>

namespace
{
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string random_bytes(std::size_t count)
{
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("the system gives no random bytes");
    return bytes;
}
} // namespace

std::string random_hex(std::size_t bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned char byte : random_bytes(bytes)) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string random_base64url(std::size_t bytes) { return to_base64url(random_bytes(bytes)); }

std::size_t random_below(std::size_t limit)
{
    // Draws again from the last, incomplete multiple of `limit`, which would favour small numbers.
    const auto usable = UINT64_MAX - UINT64_MAX % limit;
    for (;;) {
        std::uint64_t drawn = 0;
        std::memcpy(&drawn, random_bytes(sizeof drawn).data(), sizeof drawn);
        if (drawn < usable) return drawn % limit;
    }
}

std::string to_base64url(std::string_view bytes)
{
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (unsigned char byte : bytes) {
        held = held << 8 | byte;
        for (bits += 8; bits >= 6; bits -= 6) text += alphabet[held >> (bits - 6) & 63];
    }
    if (bits > 0) text += alphabet[held << (6 - bits) & 63];
    return text;
}

std::optional<std::string> from_base64url(std::string_view text)
{
    std::string bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (char c : text) {
        auto value = alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        held = held << 6 | static_cast<std::uint32_t>(value);
        if ((bits += 6) < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 255);
    }
    return bytes;
}
