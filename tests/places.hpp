#pragma once
// Where a test finds the project's files and the built programs. The absolute paths stand in one source file, so that
// no other object depends on where a checkout lies.
#include <string>
#include <string_view>

namespace places
{
// `below` is a path from the project's root.
std::string source(std::string_view below);
std::string batchops();
std::string batchops_pdf();
} // namespace places
