#pragma once
// What the messages of a backup are, in this order: a head; for each table itself and its rows; for each object and
// each file its name, its bytes and an end; the contents.
#include <string>

namespace backup
{
struct Type {
    static constexpr char head = 'H';     // JSON of Head
    static constexpr char table = 'T';    // JSON of db::Table
    static constexpr char rows = 'R';     // a line each
    static constexpr char long_row = 'L'; // a part of one row; then row_end
    static constexpr char row_end = 'l';
    static constexpr char object = 'O'; // its key
    static constexpr char file = 'F';   // its name in the data folder
    static constexpr char bytes = 'B';
    static constexpr char end = 'E';
    static constexpr char contents = 'Z'; // JSON of Contents
};
} // namespace backup
