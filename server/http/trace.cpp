#include "server/http/trace.hpp"
#include <algorithm>
#include <cerrno>
#include <sys/random.h>
#include <system_error>

namespace http
{
namespace
{
std::string random_bytes(std::size_t count)
{
    std::string bytes(count, '\0');
    if (getrandom(bytes.data(), count, 0) != static_cast<ssize_t>(count))
        throw std::system_error(errno, std::generic_category(), "getrandom");
    return bytes;
}
bool is_hex(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}
bool is_zero(std::string_view text) { return text.find_first_not_of('0') == text.npos; }
} // namespace

std::string random_hex(std::size_t bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (char byte : random_bytes(bytes))
        text += {digits[static_cast<unsigned char>(byte) >> 4], digits[static_cast<unsigned char>(byte) & 15]};
    return text;
}

std::string random_base64(std::size_t bytes)
{
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    unsigned bits = 0, held = 0;
    for (char byte : random_bytes(bytes)) {
        held = held << 8 | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 6; bits -= 6) text += digits[held >> (bits - 6) & 63];
    }
    if (bits > 0) text += digits[held << (6 - bits) & 63];
    return text;
}

std::optional<std::string> trace_id_of(std::string_view header)
{
    // version-traceid-parentid-flags: 2, 32, 16, 2 hex digits
    if (header.size() < 55 || header[2] != '-' || header[35] != '-' || header[52] != '-') return std::nullopt;
    auto trace = header.substr(3, 32), parent = header.substr(36, 16);
    if (!is_hex(header.substr(0, 2)) || header.starts_with("ff") || !is_hex(trace) || !is_hex(parent) ||
        !is_hex(header.substr(53, 2)) || is_zero(trace) || is_zero(parent))
        return std::nullopt;
    return std::string(trace);
}
} // namespace http
