#pragma once
// What a database can say no with, alike for both engines.
#include <stdexcept>
#include <string>

namespace db
{
enum class Problem {
    unique,
    foreign_key,
    check, // a CHECK or NOT NULL constraint
    busy,
    serialization, // or a deadlock: run the whole transaction again
    full,
    unavailable, // no connection, read-only, too many connections
    other,
};

class Error : public std::runtime_error
{
public:
    Error(Problem problem, const std::string& message) : std::runtime_error(message), problem_(problem) {}
    Problem problem() const { return problem_; }

private:
    Problem problem_;
};
} // namespace db
