#pragma once
#include "server/http/route.hpp"

namespace runs
{
// Answers to doubts about a file, and what they would change.
std::span<const http::Route> answer_routes();
} // namespace runs
