#pragma once
// The one error body: RFC 9457 problem details with errors[] that name a field, or a place in a file.
#include "base/json.hpp"
#include "base/result.hpp"
#include <exception>
#include <string>
#include <vector>

namespace http
{
struct ProblemError {
    std::string pointer; // JSON pointer into the body, "?name" for a query parameter, "" for the whole
    std::string detail;
    std::optional<std::string> file, sheet;
    std::optional<std::int64_t> line, column;
};
BOOST_DESCRIBE_STRUCT(ProblemError, (), (pointer, detail, file, sheet, line, column))

struct Problem {
    std::string type; // "/problems/invalid"
    std::string title;
    int status = 500;
    std::string detail;
    std::string trace_id;
    std::vector<ProblemError> errors;
    std::optional<std::int64_t> upload_id, run_id; // what a conflict is with
    std::optional<std::int64_t> retry_after;       // seconds
};
BOOST_DESCRIBE_STRUCT(Problem, (), (type, title, status, detail, trace_id, errors, upload_id, run_id, retry_after))

// Leaves a handler with a status that a Refusal cannot carry: field errors, a conflicting row.
class Stop : public std::exception
{
public:
    explicit Stop(Problem what) : problem(std::move(what)) {}
    const char* what() const noexcept override { return problem.detail.c_str(); }
    Problem problem;
};

Problem problem_of(const Refusal& refusal);
Problem problem_of(int status, std::string detail);
// Names the first fifty, and says how many more there are.
Problem invalid(const json::FieldErrors& errors, bool in_query);
} // namespace http
