#pragma once
#include "server/students/student.hpp"
#include <string>

namespace students
{
// What is handed to the student or their family: one line for each cell, UTF-8 with a byte order mark, RFC 4180; text
// that a spreadsheet would take for a formula gets an apostrophe.
std::string held_csv(const HeldOnStudent& held);
} // namespace students
