#include "server/http/proxy.hpp"
#include <algorithm>

namespace http
{
namespace
{
std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

bool looks_like_address(std::string_view text)
{
    return !text.empty() && text.size() <= 45 && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':';
    });
}
} // namespace

std::vector<std::string> comma_separated(std::string_view list)
{
    std::vector<std::string> parts;
    while (!list.empty()) {
        auto comma = list.find(',');
        auto part = trimmed(list.substr(0, comma));
        list = comma == list.npos ? std::string_view{} : list.substr(comma + 1);
        if (!part.empty()) parts.emplace_back(part);
    }
    return parts;
}

std::string client_behind(const std::vector<std::string>& proxies, const std::string& peer,
                          std::string_view forwarded_for)
{
    auto is_proxy = [&](const std::string& address) { return std::ranges::find(proxies, address) != proxies.end(); };
    if (!is_proxy(peer)) return peer;
    auto hops = comma_separated(forwarded_for);
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        if (!looks_like_address(*hop)) break;
        if (!is_proxy(*hop)) return *hop;
    }
    return peer;
}
} // namespace http
