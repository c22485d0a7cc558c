#pragma once
// The rows of their own that some recipients of a report get: those in which a column is one of some values.
#include "server/reports/report.hpp"
#include <string>
#include <vector>

namespace sharing
{
struct WantedPart {
    std::string column; // of the report
    std::vector<std::string> values;
};

struct NewPart {
    WantedPart of;
    std::string title; // "Class: 7A, 7B"
    std::int64_t rows = 0;
    std::vector<reports::ReportFile> files{}; // file_name is given by the store
};
} // namespace sharing
