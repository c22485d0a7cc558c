#pragma once
#include "engine/contract/report_layout.hpp"
#include <string>

namespace engine
{
// The `report` of a contract as YAML, with every figure and section; a title only where it is not the usual one.
std::string write_report(const ReportLayout& report, const std::string& usual_title);
} // namespace engine
