#pragma once
// The one place that decides whose rows a person may see: every read of a store takes a Scope.
#include "server/db/query.hpp"
#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace users
{
class Scope
{
public:
    static Scope everything() { return Scope(std::nullopt); }
    static Scope of(std::vector<std::int64_t> departments) { return Scope(std::move(departments)); }

    bool sees(std::int64_t department) const
    {
        return !departments_ || std::ranges::find(*departments_, department) != departments_->end();
    }
    // Keeps a query to rows in scope; `and_column` is " AND <column>" of the department's id.
    void limit(db::Query& query, db::Sql and_column) const
    {
        if (departments_) query.add_in(and_column, *departments_);
    }

private:
    explicit Scope(std::optional<std::vector<std::int64_t>> departments) : departments_(std::move(departments)) {}
    std::optional<std::vector<std::int64_t>> departments_; // none: all of them
};
} // namespace users
