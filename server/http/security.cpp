#include "server/http/security.hpp"
#include <algorithm>

namespace http
{
void add_security_headers(Reply& reply, bool secure)
{
    auto add = [&](const char* name, const char* value) {
        if (!reply.has(name)) reply.set(name, value);
    };
    add("X-Content-Type-Options", "nosniff");
    add("Referrer-Policy", "no-referrer");
    add("X-Frame-Options", "DENY");
    add("Cross-Origin-Opener-Policy", "same-origin");
    add("Cross-Origin-Resource-Policy", "same-origin");
    add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    add("Cache-Control", "no-store");
    if (secure) add("Strict-Transport-Security", "max-age=31536000");
}

std::string page_policy(std::string_view nonce)
{
    return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + std::string(nonce) +
           "'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
           "frame-ancestors 'none'; object-src 'none'";
}

AllowedOrigins::AllowedOrigins(std::string_view list)
{
    while (!list.empty()) {
        auto comma = list.find(',');
        auto origin = list.substr(0, comma);
        list = comma == list.npos ? std::string_view{} : list.substr(comma + 1);
        while (origin.starts_with(' ')) origin.remove_prefix(1);
        while (origin.ends_with(' ')) origin.remove_suffix(1);
        if (origin.empty()) continue;
        auto slashes = origin.find("://");
        bool fits = (origin.starts_with("http://") || origin.starts_with("https://")) && origin.size() > slashes + 3 &&
                    origin.find('/', slashes + 3) == origin.npos && origin.find('*') == origin.npos;
        if (!fits)
            throw Refusal{Why::invalid, "The setting cors_origins holds “" + std::string(origin) +
                                            "”. An origin is a scheme, a host and perhaps a port, without a path: "
                                            "https://hub.school.test"};
        origins_.emplace_back(origin);
    }
}

bool AllowedOrigins::allows(std::string_view origin) const
{
    return std::ranges::find(origins_, origin) != origins_.end();
}

void AllowedOrigins::add_headers(Reply& reply, std::string_view origin) const
{
    if (empty()) return;
    reply.set("Vary", "Origin");
    if (!allows(origin)) return;
    reply.set("Access-Control-Allow-Origin", std::string(origin));
    reply.set("Access-Control-Expose-Headers", "X-Request-Id, Content-Disposition, Retry-After");
}

Reply AllowedOrigins::preflight(std::string_view origin, std::string_view allowed_methods) const
{
    Reply reply;
    reply.status = 204;
    reply.set("Allow", std::string(allowed_methods) + ", OPTIONS");
    if (!allows(origin)) return reply;
    reply.set("Access-Control-Allow-Methods", std::string(allowed_methods));
    reply.set("Access-Control-Allow-Headers",
              "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, traceparent");
    reply.set("Access-Control-Max-Age", "600");
    return reply;
}
} // namespace http
