#pragma once
// The six files that the departments send each week, with the trouble that real ones have.
#include "examples/demo-school/generator/file.hpp"
#include <vector>

namespace demo_school
{
DemoFile admissions(const std::vector<Student>& students, const Week& week);
DemoFile attendance(const std::vector<Student>& students, const Week& week);
DemoFile fees(const std::vector<Student>& students, const Week& week);
DemoFile library(const std::vector<Student>& students, const Week& week);
DemoFile exams(const std::vector<Student>& students, const Week& week);
DemoFile overdue(const std::vector<Student>& students, const Week& week);

// Adds a copy of each of these rows a few rows further down; a dedupe step drops it.
void repeat_rows(std::vector<Row>& rows, std::vector<std::size_t> places);
// "004217365" → "4217365", as a spreadsheet leaves it.
std::string without_zeros(const std::string& id);
} // namespace demo_school
