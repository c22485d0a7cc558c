#pragma once
#include <string>

namespace sandbox
{
// The path of a program that lies in the folder of this one.
std::string program_beside(const char* name);
} // namespace sandbox
