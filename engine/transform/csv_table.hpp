#pragma once
// A published CSV file as a table that SQL can read, row by row as it asks: nothing is loaded beforehand.
#include "base/bytes.hpp"
#include "engine/contract/schema.hpp"
#include "engine/transform/database.hpp"
#include <string>
#include <vector>

namespace engine::sql
{
struct CsvTable {
    std::string name;
    std::vector<Field> fields;          // one for each column of the file, in its order
    const ByteSource* source = nullptr; // null: no rows
    double progress = 0;                // how far the last scan is
};

// Makes the table known by its name. It outlives the database and keeps its place. Rows come in the order of the file.
void add_table(Database& database, CsvTable& table);
} // namespace engine::sql
