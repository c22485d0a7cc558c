#pragma once
// For tests: which statements run, on any connection of this process.
#include <string_view>

namespace db
{
// Called before each statement, on the thread that runs it; null for nobody.
using StatementWatch = void (*)(std::string_view sql);
void watch_statements(StatementWatch watch);
// Said by connections.
void about_to_run(std::string_view sql);
} // namespace db
