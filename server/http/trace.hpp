#pragma once
// W3C traceparent: joins a request to what it causes, its log line, the run it starts, the report.
#include <optional>
#include <string>
#include <string_view>

namespace http
{
// The trace id of a well-formed traceparent header.
std::optional<std::string> trace_id_of(std::string_view traceparent);
} // namespace http
