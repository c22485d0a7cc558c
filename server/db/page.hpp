#pragma once
// Lists by keyset: a page continues behind the last row of the one before, forward and backward, however long the list.
#include "base/result.hpp"
#include "server/db/session.hpp"
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace db
{
struct PageQuery {
    std::int64_t page_size = 50; // 1 … 200; larger ones are cut
    std::optional<std::string> cursor, ordering;
};

// `next` and `previous` are cursors, absent at the ends. The count is exact up to 10,000, above that only a lower
// bound.
template <class Row> struct Page {
    std::optional<std::int64_t> count, count_at_least;
    std::optional<std::string> next, previous;
    std::vector<Row> results;
};

// A column that a list may be ordered by; its name as in ?ordering=, where "-name" is downwards.
struct Order {
    std::string_view name;
    Sql column; // never null
};

struct ListQuery {
    Sql columns;                   // "r.id, r.state, …"
    Sql from;                      // "runs r JOIN …"
    Sql id;                        // "r.id": unique, settles ties
    Query where;                   // begins with a condition, such as "TRUE"
    std::span<const Order> orders; // the first is the default
    bool newest_first = false;     // the default ordering is downwards
};

// What a page is made of, before its rows become structs.
struct RawPage {
    Rows rows;
    std::optional<std::int64_t> count, count_at_least;
    std::optional<std::string> next, previous;
};
Result<RawPage> read_page(Session& db, const ListQuery& list, const PageQuery& wanted);

// Refuses an unknown ordering and a cursor that is not ours.
template <class Row> Result<Page<Row>> page(Session& db, const ListQuery& list, const PageQuery& wanted)
{
    auto raw = read_page(db, list, wanted);
    if (!raw) return std::unexpected(raw.error());
    Page<Row> made{raw->count, raw->count_at_least, raw->next, raw->previous, std::vector<Row>(raw->rows.size())};
    for (std::size_t i = 0; i < made.results.size(); ++i) read_struct(raw->rows, i, "", made.results[i]);
    return made;
}

// "%found%" for LIKE … ESCAPE '!', in lower case.
std::string like_pattern(std::string_view search);
} // namespace db
