#pragma once
#include <string>
#include <string_view>

namespace http
{
// `level` 1 (fast) … 9 (small).
std::string gzip(std::string_view bytes, int level);
bool accepts_gzip(std::string_view accept_encoding);
} // namespace http
