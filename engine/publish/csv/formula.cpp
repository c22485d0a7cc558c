#include "engine/publish/csv/formula.hpp"
#include "engine/text/numbers.hpp"

namespace engine
{
bool needs_apostrophe(std::string_view cell)
{
    using namespace std::string_view_literals;
    auto first = cell.find_first_not_of('\'');
    if (first == cell.npos || "=+-@\t\r\0"sv.find(cell[first]) == std::string_view::npos) return false;
    return first > 0 || !is_plain_number(cell);
}
} // namespace engine
