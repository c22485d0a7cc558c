#include "server/db/query.hpp"
#include <algorithm>
#include <stdexcept>

namespace db
{
void Query::append(std::string_view piece, std::size_t marks)
{
    if (static_cast<std::size_t>(std::ranges::count(piece, '?')) != marks)
        throw std::logic_error("a query piece takes " + std::to_string(marks) +
                               " arguments and has other marks: " + std::string(piece));
    marked_ += piece;
}

Query& Query::add(const Query& tail)
{
    marked_ += tail.marked_;
    params_.insert(params_.end(), tail.params_.begin(), tail.params_.end());
    return *this;
}

std::string Query::text() const
{
    std::string numbered;
    std::size_t number = 0;
    for (char c : marked_)
        if (c == '?')
            numbered += "$" + std::to_string(++number);
        else
            numbered += c;
    return numbered;
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
