#pragma once
// A table found on a page: a grid of columns and rows, with cells that may span several of them.
#include "engine/read/pdf/page.hpp"
#include <cstddef>
#include <string>
#include <vector>

namespace engine::pdf
{
struct Cell {
    std::size_t row = 0, column = 0;           // of its top left corner
    std::size_t last_row = 0, last_column = 0; // equal to row and column where it spans nothing
    Box box;
    std::string text; // as one line
};

struct Grid {
    int page = 1;
    Box box;
    std::size_t rows = 0, columns = 0;
    std::vector<Cell> cells; // by row, then column; cells that do not exist are left out
    double confidence = 1;   // 0 … 1
};

// Finds the cell at a place of a drawn grid.
class CellIndex
{
public:
    explicit CellIndex(const Grid& grid);   // which outlives it
    const Cell* at(float x, float y) const; // null where there is none

private:
    std::vector<float> tops_;                    // of the rows
    std::vector<std::vector<const Cell*>> rows_; // with those that reach into the row from above
};

// Takes out the rows for which `drop` holds, by index; cells that reach into them shrink.
void drop_rows(Grid& grid, const std::vector<bool>& drop);

// rows × columns texts. `fill`: a cell that spans several places says its text in each of them, not only in the first.
std::vector<std::vector<std::string>> texts(const Grid& grid, bool fill);
} // namespace engine::pdf
