#pragma once
// What words of a table look like.
#include <string_view>

namespace engine::pdf
{
// Figures with their signs: 1,200.50  (3)  12 %  2010–11  $5.
bool is_figure(std::string_view text);
// What stands where a figure is missing: –  …  n/a.
bool is_filler(std::string_view text);
// What begins an item of a list: • ▪ ■.
bool is_bullet(std::string_view text);
} // namespace engine::pdf
