#pragma once
// Lists as they go over the wire: DRF-shaped, `next` and `previous` are addresses.
#include "server/db/page.hpp"
#include "server/http/call.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

namespace http
{
template <class Row> struct List {
    std::optional<std::int64_t> count, count_at_least;
    std::optional<std::string> next, previous;
    std::vector<Row> results;
    BOOST_DESCRIBE_CLASS(List, (), (count, count_at_least, next, previous, results), (), ())
};

// The address of this request with another cursor.
std::string address_with_cursor(const Call& call, const std::string& cursor);

template <class Row> List<Row> list_of(const Call& call, db::Page<Row> page)
{
    List<Row> list{page.count, page.count_at_least, {}, {}, std::move(page.results)};
    if (page.next) list.next = address_with_cursor(call, *page.next);
    if (page.previous) list.previous = address_with_cursor(call, *page.previous);
    return list;
}

// A short list that comes whole.
template <class Row> struct Listing {
    std::vector<Row> results;
    BOOST_DESCRIBE_CLASS(Listing, (), (results), (), ())
};

// The parameters that every list takes; to be inherited by a list's query.
struct PageParameters {
    std::optional<std::int64_t> page_size;
    std::optional<std::string> cursor, ordering;

    db::PageQuery page() const; // throws Stop (422) for a page_size outside 1 … 200
};
BOOST_DESCRIBE_STRUCT(PageParameters, (), (page_size, cursor, ordering))
} // namespace http
