#include "server/http/problem.hpp"
#include "base/utf8.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <span>

namespace http
{
namespace
{
struct Kind {
    int status;
    const char* type;
    const char* title;
};
constexpr Kind kinds[] = {
    {400, "not-json", "The request could not be read"},
    {401, "sign-in", "Please sign in"},
    {403, "forbidden", "You may not do this"},
    {404, "not-found", "There is nothing here"},
    {405, "method", "This address does not take that method"},
    {408, "timeout", "The request took too long to arrive"},
    {409, "conflict", "This clashes with what is already there"},
    {410, "gone", "This is not to be had any more"},
    {411, "length", "The length of the body is missing"},
    {412, "changed-meanwhile", "Somebody else has changed this meanwhile"},
    {413, "too-large", "This is too large"},
    {414, "address", "The address is too long"},
    {415, "media-type", "This kind of content is not taken here"},
    {416, "range", "There are no such bytes"},
    {422, "invalid", "Something in the request is not right"},
    {429, "too-many", "Too many tries"},
    {431, "headers", "The headers are too large"},
    {500, "accident", "Something went wrong on the server"},
    {503, "unavailable", "The server is busy or stopping"},
    {507, "storage-full", "The storage is full"},
};

int status_of(Why why)
{
    switch (why) {
    case Why::not_found:
        return 404;
    case Why::conflict:
        return 409;
    case Why::invalid:
        return 422;
    case Why::forbidden:
        return 403;
    case Why::unauthorized:
        return 401;
    case Why::too_large:
        return 413;
    case Why::too_many:
        return 429;
    case Why::storage_full:
        return 507;
    case Why::unavailable:
        return 503;
    }
    return 500;
}

// limits.tags[0] → /limits/tags/0
std::string pointer_of(const std::string& at)
{
    std::string pointer;
    if (!at.empty() && at.front() != '[') pointer += '/';
    for (char c : at) {
        if (c == '.' || c == '[')
            pointer += '/';
        else if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else if (c != ']')
            pointer += c;
    }
    return pointer;
}
} // namespace

Problem problem_of(int status, std::string detail)
{
    Problem problem;
    problem.status = status;
    problem.detail = std::move(detail);
    problem.type = "about:blank";
    problem.title = "The request was refused";
    for (const auto& kind : kinds)
        if (kind.status == status) {
            problem.type = std::string("/problems/") + kind.type;
            problem.title = kind.title;
        }
    return problem;
}

Problem problem_of(const Refusal& refusal) { return problem_of(status_of(refusal.why), refusal.message); }

Problem invalid(const json::FieldErrors& errors, bool in_query)
{
    constexpr std::size_t most_errors = 50, most_bytes = 200;
    auto problem = problem_of(422, "");
    for (const auto& error : std::span(errors).first(std::min(errors.size(), most_errors))) {
        auto at = std::string(cut_utf8(error.at, most_bytes));
        auto words = at.empty() ? "The body " + error.detail : at + " " + error.detail;
        problem.detail += (problem.detail.empty() ? "" : "; ") + words;
        problem.errors.push_back({in_query ? "?" + at : pointer_of(at), error.detail, {}, {}, {}, {}});
    }
    problem.detail += errors.size() > most_errors ? fmt::format("; and {} more.", errors.size() - most_errors) : ".";
    if (errors.size() > 1) problem.title = fmt::format("{} things in the request are not right", errors.size());
    return problem;
}
} // namespace http
