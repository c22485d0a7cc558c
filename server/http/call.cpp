#include "server/http/call.hpp"
#include "server/http/conditional.hpp"
#include "server/http/problem.hpp"
#include <charconv>
#include <stdexcept>

namespace http
{
void* Services::find(const void* key) const
{
    for (const auto& [own, thing] : things_)
        if (own == key) return thing;
    throw std::logic_error("a handler uses a service that the application has not added");
}

std::int64_t Call::id(std::string_view name) const
{
    const auto& text = path(name);
    std::int64_t number = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size()) return -1;
    return number;
}

const std::string& Call::path(std::string_view name) const { return path_values.find(name)->second; }

std::string_view Call::header(std::string_view name) const
{
    auto found = headers.find(name);
    return found == headers.end() ? std::string_view{} : found->second;
}

const Caller& Call::caller() const
{
    if (!signed_in) throw std::logic_error("a route for anyone asks who calls");
    return *signed_in;
}

void Call::require_match(std::string_view now, const std::string& who_changed_it) const
{
    auto wanted = header("if-match");
    if (wanted.empty() || names_tag(wanted, now, false)) return;
    throw Stop(problem_of(412, who_changed_it));
}

db::Session& Call::db() const
{
    if (!session) throw std::logic_error("this route opens its own transactions");
    return *session;
}
} // namespace http
