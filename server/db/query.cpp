#include "server/db/query.hpp"
#include <stdexcept>

namespace db
{
void Query::append(std::string_view piece, std::size_t marks)
{
    for (char c : piece) {
        if (c != '?') {
            text_ += c;
            continue;
        }
        if (marks-- == 0) throw std::logic_error("a query piece has more ? than arguments");
        text_ += '$';
        text_ += std::to_string(++used_);
    }
    if (marks != 0) throw std::logic_error("a query piece has fewer ? than arguments");
}

Query& Query::add_in(Sql and_column, const std::vector<std::int64_t>& values)
{
    if (values.empty()) return add(" AND FALSE");
    add(and_column).add(" IN (");
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i) add(", ");
        add("?", values[i]);
    }
    return add(")");
}
} // namespace db
