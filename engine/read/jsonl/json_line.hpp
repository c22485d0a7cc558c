#pragma once
// One line of JSON as cells. Internal to jsonl/.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::jsonl
{
struct JsonLine {
    bool is_object = false;
    std::vector<std::string> keys;                 // of an object
    std::vector<std::optional<std::string>> cells; // texts without quotes, numbers as written, what is nested as JSON
};
// Nothing where the line is no JSON object or array (RFC 8259).
std::optional<JsonLine> read_line(std::string_view line);
} // namespace engine::jsonl
