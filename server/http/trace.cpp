#include "server/http/trace.hpp"
#include <algorithm>

namespace http
{
namespace
{
bool is_hex(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}
bool is_zero(std::string_view text) { return text.find_first_not_of('0') == text.npos; }
} // namespace

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
