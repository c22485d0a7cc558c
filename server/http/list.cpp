#include "server/http/list.hpp"
#include <algorithm>
#include <cctype>

namespace http
{
namespace
{
// As the caller reached the server; "" where the Host is nothing that an address could begin with.
std::string origin_of(const Call& call)
{
    auto host = call.header("host");
    auto fits = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || std::string_view(".-:[]").contains(c);
    };
    if (host.empty() || !std::ranges::all_of(host, fits)) return "";
    return (call.secure ? "https://" : "http://") + std::string(host);
}
} // namespace

std::string address_with_cursor(const Call& call, const std::string& cursor)
{
    auto query = call.query;
    query["cursor"] = cursor;
    return origin_of(call) + call.target.substr(0, call.target.find('?')) + "?" + query_text(query);
}

db::PageQuery PageParameters::page() const
{
    if (page_size && (*page_size < 1 || *page_size > 200))
        throw Stop(invalid({{"page_size", "must be between 1 and 200"}}, true));
    return {page_size.value_or(50), cursor, ordering};
}
} // namespace http
