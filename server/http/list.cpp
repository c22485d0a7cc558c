#include "server/http/list.hpp"

namespace http
{
std::string address_with_cursor(const Call& call, const std::string& cursor)
{
    auto query = call.query;
    query["cursor"] = cursor;
    return call.target.substr(0, call.target.find('?')) + "?" + query_text(query);
}

db::PageQuery PageParameters::page() const
{
    if (page_size && (*page_size < 1 || *page_size > 200))
        throw Stop(invalid({{"page_size", "must be between 1 and 200"}}, true));
    return {page_size.value_or(50), cursor, ordering};
}
} // namespace http
