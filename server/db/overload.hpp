#pragma once
#include "server/db/error.hpp"

namespace db
{
// No connection became free in time, or a statement took too long: to ask again at once would make it worse.
struct Overload : Error {
    explicit Overload(const std::string& message) : Error(Problem::unavailable, message) {}
};
} // namespace db
