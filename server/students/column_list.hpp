#pragma once
// The text columns of the database, as two lists: what may hold words about a person, and what never does.
#include "server/students/text_store.hpp"

// One line for each text column, in the order of the tables.
#define COLUMN(table, column, treatment) TEXT_COLUMN(table, column, treatment, none)
// The same for one that can hold no word about a person, and why.
#define FIXED(table, column, reason) TEXT_COLUMN(table, column, fixed, reason)
#define TEXT_COLUMN(table, column, treatment, reason)                                                                  \
    {#table,                                                                                                           \
     #column,                                                                                                          \
     Treatment::treatment,                                                                                             \
     WhyFixed::reason,                                                                                                 \
     #column,                                                                                                          \
     "SELECT DISTINCT " #column " AS value FROM " #table " WHERE " #column " IS NOT NULL AND (LOWER(" #column ") ",    \
     "UPDATE " #table " SET " #column " = $2 WHERE " #column " = $1",                                                  \
     "UPDATE " #table " SET " #column " = NULL WHERE " #column " = $1",                                                \
     "DELETE FROM " #table " WHERE " #column " = $1",                                                                  \
     "VACUUM FULL " #table}

namespace students
{
std::span<const TextColumn> fixed_columns(); // names of the hub, times, hashes: an erasure leaves them
} // namespace students
