#pragma once
// Why a workbook is refused, in words. Internal to package/.
#include "engine/table/unreadable.hpp"
#include <cstdint>
#include <string>

namespace engine::package
{
Unreadable truncated(const std::string& file);
Unreadable damaged(const std::string& file);
Unreadable locked(const std::string& file); // in a way that no password opens here
Unreadable asks_password(const std::string& file);
Unreadable wrong_password(const std::string& file);
Unreadable bomb(const std::string& file);
Unreadable too_many_entries(const std::string& file, std::uint64_t most);
Unreadable too_large(const std::string& file, std::uint64_t most_bytes);
Unreadable cell_too_long(const std::string& file, std::uint64_t most_bytes);
Unreadable declares_entities(const std::string& file);
Unreadable no_sheets(const std::string& file);
} // namespace engine::package
