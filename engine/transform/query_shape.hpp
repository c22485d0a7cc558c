#pragma once
// What a query is made of, read from the tree that DuckDB's own parser gives.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::sql
{
// Something that a transform may not do, and where in the query it does.
struct Refusal {
    std::string message;
    std::optional<std::size_t> position;
};

struct QueryShape {
    std::vector<std::string> tables; // that it reads by name, without those it defines itself (WITH)
    std::optional<Refusal> refusal;  // the first one
    bool is_ordered = false;         // its author says ORDER BY
    // It only picks, computes and filters rows of one table, so that they come in the order of that table.
    bool keeps_order = false;
};

// `tree` is the answer of json_serialize_sql to one SELECT. Refuses what reads files or settings, and samples, which
// are other rows in each run. What its functions do is told by stability.hpp.
QueryShape query_shape(std::string_view tree);
} // namespace engine::sql
