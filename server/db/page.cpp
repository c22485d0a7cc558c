#include "server/db/page.hpp"
#include "base/ids.hpp"
#include <algorithm>

namespace db
{
namespace
{
constexpr std::int64_t exact_count = 10'000;

// Where a page begins: behind (or, backwards, before) the row with this key and id, under this ordering.
struct Cursor {
    bool backwards = false;
    std::string ordering;
    std::string key;
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Cursor, (), (backwards, ordering, key, id))

std::string text_of(const Cursor& cursor) { return to_base64url(json::serialize(json::encode(cursor))); }

std::optional<Cursor> cursor_of(const std::string& text)
{
    auto bytes = from_base64url(text);
    if (!bytes) return std::nullopt;
    boost::system::error_code failed;
    auto document = json::parse(*bytes, failed);
    if (failed) return std::nullopt;
    Cursor cursor;
    json::FieldErrors errors;
    json::decode(&document, cursor, "", errors);
    if (!errors.empty()) return std::nullopt;
    return cursor;
}

struct Direction {
    const Order* order = nullptr;
    bool down = false;
    std::string text; // as a cursor keeps it
};

Result<Direction> direction_of(const ListQuery& list, const PageQuery& wanted)
{
    if (!wanted.ordering) {
        std::string text(list.newest_first ? "-" : "");
        return Direction{&list.orders.front(), list.newest_first, text += list.orders.front().name};
    }
    std::string_view name = *wanted.ordering;
    bool down = name.starts_with('-');
    if (down) name.remove_prefix(1);
    auto order = std::ranges::find(list.orders, name, &Order::name);
    if (order != list.orders.end()) return Direction{&*order, down, *wanted.ordering};
    std::string known;
    for (const auto& one : list.orders) known += (known.empty() ? "" : ", ") + std::string(one.name);
    return refuse(Why::invalid, "This list cannot be ordered by '" + std::string(name) + "'. It knows: " + known +
                                    "; a minus in front turns it round.");
}
} // namespace

Result<RawPage> read_page(Session& db, const ListQuery& list, const PageQuery& wanted)
{
    auto direction = direction_of(list, wanted);
    if (!direction) return std::unexpected(direction.error());
    std::optional<Cursor> from;
    if (wanted.cursor) {
        from = cursor_of(*wanted.cursor);
        if (!from || from->ordering != direction->text)
            return refuse(Why::invalid,
                          "The cursor does not belong to this list. Ask for the first page, without a cursor.");
    }
    const bool backwards = from && from->backwards;
    const bool down = direction->down != backwards;
    const auto size = static_cast<std::size_t>(std::clamp<std::int64_t>(wanted.page_size, 1, 200));
    const auto column = direction->order->column;
    const bool by_id = column.text() == list.id.text();

    // The key is compared as the column compares, so an id goes as a number and everything else as text.
    Query query("SELECT ");
    query.add(list.columns).add(", ").add(column).add(" AS cursor_key, ").add(list.id).add(" AS cursor_id FROM ");
    query.add(list.from).add(" WHERE ").add(list.where);
    if (from && by_id)
        query.add(" AND ").add(list.id).add(down ? Sql(" < ?") : Sql(" > ?"), from->id);
    else if (from) {
        query.add(" AND (").add(column).add(down ? Sql(" < ?") : Sql(" > ?"), from->key);
        query.add(" OR (").add(column).add(" = ? AND ", from->key).add(list.id);
        query.add(down ? Sql(" < ?))") : Sql(" > ?))"), from->id);
    }
    query.add(" ORDER BY ").add(column).add(down ? Sql(" DESC, ") : Sql(" ASC, "));
    query.add(list.id).add(down ? Sql(" DESC") : Sql(" ASC")).add(" LIMIT ?", static_cast<std::int64_t>(size + 1));

    RawPage page;
    page.rows = db.run(query);
    auto& rows = page.rows;
    const auto width = rows.columns.size();
    const bool more = rows.size() > size;
    if (more) rows.cells.resize(size * width);
    if (backwards)
        for (std::size_t i = 0, j = rows.size(); i + 1 < j; ++i)
            std::swap_ranges(rows.cells.begin() + static_cast<std::ptrdiff_t>(i * width),
                             rows.cells.begin() + static_cast<std::ptrdiff_t>((i + 1) * width),
                             rows.cells.begin() + static_cast<std::ptrdiff_t>(--j * width));

    auto cursor_at = [&](std::size_t row, bool before) {
        return text_of(
            {before, direction->text, to_text(rows.cell(row, width - 2)), to_integer(rows.cell(row, width - 1))});
    };
    if (rows.size() > 0 && (backwards || more)) page.next = cursor_at(rows.size() - 1, false);
    if (rows.size() > 0 && (backwards ? more : from.has_value())) page.previous = cursor_at(0, true);

    if (!from && !more) { // all of them
        page.count = static_cast<std::int64_t>(rows.size());
        return page;
    }
    Query count("SELECT COUNT(*) FROM (SELECT 1 FROM ");
    count.add(list.from).add(" WHERE ").add(list.where).add(" LIMIT ?) counted", exact_count + 1);
    auto counted = db.value<std::int64_t>(count);
    (counted > exact_count ? page.count_at_least : page.count) = std::min(counted, exact_count);
    return page;
}

std::string like_pattern(std::string_view search)
{
    std::string pattern = "%";
    for (char c : search) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return pattern + "%";
}
} // namespace db
