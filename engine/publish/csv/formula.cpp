#include "engine/publish/csv/formula.hpp"
#include "engine/text/numbers.hpp"
#include <optional>

namespace engine
{
namespace
{
// How many apostrophes stand before a character that begins a formula; nothing where there is no such character.
std::optional<std::size_t> apostrophes(std::string_view cell)
{
    using namespace std::string_view_literals;
    auto first = cell.find_first_not_of('\'');
    if (first == cell.npos || "=+-@\t\r\0"sv.find(cell[first]) == std::string_view::npos) return std::nullopt;
    return first;
}
} // namespace

bool needs_apostrophe(std::string_view cell)
{
    auto found = apostrophes(cell);
    return found && (*found > 0 || !is_plain_number(cell));
}

bool has_apostrophe(std::string_view cell) { return apostrophes(cell).value_or(0) > 0; }
} // namespace engine
