#pragma once
// The text columns of the database, as two lists: what may hold words about a person, and what never does.
#include "server/students/text_store.hpp"

// One line for each text column, in the order of the tables.
#define COLUMN(table, column, treatment)                                                                               \
    {#table,                                                                                                           \
     #column,                                                                                                          \
     Treatment::treatment,                                                                                             \
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
