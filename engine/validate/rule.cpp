#include "engine/validate/rule.hpp"
#include "engine/text/unicode.hpp"
#include <fmt/format.h>

namespace engine
{
std::string quoted(std::string_view cell)
{
    constexpr std::size_t most = 80;
    if (cell.size() <= most) return fmt::format("“{}”", cell);
    return fmt::format("“{}…”", cell.substr(0, utf8_prefix(cell.substr(0, most))));
}
} // namespace engine
