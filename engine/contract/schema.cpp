#include "engine/contract/schema.hpp"
#include <algorithm>

namespace engine
{
std::optional<std::size_t> Schema::find(std::string_view name) const
{
    auto found = std::ranges::find(fields, name, &Field::name);
    if (found == fields.end()) return std::nullopt;
    return static_cast<std::size_t>(found - fields.begin());
}
} // namespace engine
