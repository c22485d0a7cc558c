#pragma once
// The rows of a table put together by the values of one column, and what each of them adds up to.
#include "engine/publish/output.hpp"
#include "engine/summary/exact_sum.hpp"
#include <map>
#include <string>
#include <vector>

namespace engine::pdf
{
class Subtotals
{
public:
    struct Group {
        std::string name; // canonical
        std::int64_t count = 0;
        std::map<std::size_t, ExactSum> sums; // by column
        std::vector<std::size_t> rows;        // places of those that are kept
    };

    Subtotals(std::size_t column, const ReportText& text) : column_(column), order_(text.subtotal_order) {}
    std::size_t column() const { return column_; }
    // `sums` says which columns are added up.
    void add(std::span<const std::string_view> cells, const std::map<std::size_t, ExactSum>& sums, bool is_kept);
    std::vector<Group> groups() const; // in their natural order

private:
    std::size_t column_;
    std::vector<std::string> order_;
    std::map<std::string, Group, std::less<>> groups_;
    std::size_t kept_ = 0;
};
} // namespace engine::pdf
