#pragma once
// Ids that join one request to what it causes: its log line, the run it starts, the report (W3C traceparent).
#include <optional>
#include <string>
#include <string_view>

namespace http
{
std::string random_hex(std::size_t bytes);
std::string random_base64(std::size_t bytes); // without padding
// The trace id of a well-formed traceparent header.
std::optional<std::string> trace_id_of(std::string_view traceparent);
} // namespace http
