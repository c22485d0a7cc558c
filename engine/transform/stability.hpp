#pragma once
// Whether a query gives the same result in each run, by the functions that DuckDB bound it to. The names in the text do
// not say: localtimestamp is a function where no column has the name, and a macro stands for others.
#include "engine/transform/database.hpp"
#include "engine/transform/query_shape.hpp"

namespace engine::sql
{
// The first function of one SELECT that depends on the clock, on chance or on the machine. Nothing where the query
// cannot be bound; preparing it says why.
std::optional<Refusal> changing_function(const Database& database, std::string_view query);
} // namespace engine::sql
