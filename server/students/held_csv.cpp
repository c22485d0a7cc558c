#include "server/students/held_csv.hpp"
#include "base/json.hpp"
#include "server/http/csv_cell.hpp"
#include <fmt/format.h>

namespace students
{
std::string held_csv(const HeldOnStudent& held)
{
    std::string text = "\xef\xbb\xbfkind,place,line,column,value\r\n";
    for (const auto& row : held.rows)
        for (const auto& cell : row.cells)
            text += fmt::format("{},{},{},{},{}\r\n", json::enum_text(row.kind), http::csv_cell(row.name), row.line,
                                http::csv_cell(cell.column), http::csv_cell(cell.value));
    for (const auto& file : held.not_searched)
        text += fmt::format("not searched,{},,,{}\r\n", http::csv_cell(file.name), http::csv_cell(file.why));
    return text;
}
} // namespace students
