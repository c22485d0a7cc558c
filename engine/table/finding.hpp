#pragma once
// A problem with a cell, a row, a column or the file, in words a clerk understands.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
enum class Severity { error, warning }; // must fix; please look
BOOST_DESCRIBE_ENUM(Severity, error, warning)

struct Finding {
    std::string rule; // "required", "enum", "date", "primary_key", "malformed_row" … (snake_case, stable)
    Severity severity = Severity::error;
    std::string file;
    std::optional<std::string> sheet;
    std::optional<std::int64_t> line;  // as Excel or an editor shows it, 1-based; absent for a column or file finding
    std::optional<std::string> column; // the contract's field name, or the source header where no field is known
    std::optional<std::string> value;  // what was found
    std::string message;               // "2026-31-11 is not a date."
    std::string expected;              // "a date such as 2026-11-30"
    std::string remedy;                // "Correct the date in row 14 or set the date order in the file rules."
};
BOOST_DESCRIBE_STRUCT(Finding, (), (rule, severity, file, sheet, line, column, value, message, expected, remedy))

// Something worth saying that is no problem of the data: what was detected, a step that no longer applies.
struct Notice {
    std::string code;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (code, message))

// Findings of one cause: rule + column + pattern.
struct Card {
    std::string rule;
    Severity severity = Severity::error;
    std::optional<std::string> column;
    std::string title; // "Status is not one of Present, Absent, Late, Excused"
    std::int64_t count = 0;
    std::vector<Finding> examples; // three at most
    std::string remedy;
};
BOOST_DESCRIBE_STRUCT(Card, (), (rule, severity, column, title, count, examples, remedy))
} // namespace engine
