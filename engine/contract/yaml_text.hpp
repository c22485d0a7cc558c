#pragma once
// Texts of a contract inside flow maps and lists: [a, "b: c"].
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// Plain where no reader of YAML could take it for anything else, otherwise in double quotes.
std::string yaml_text(std::string_view text);
std::string yaml_list(const std::vector<std::string>& texts);

// {key: value, …}, in the order in which they are added.
class FlowMap
{
public:
    // `value` is YAML already.
    FlowMap& raw(std::string_view key, std::string_view value);
    FlowMap& text(std::string_view key, std::string_view value) { return raw(key, yaml_text(value)); }
    FlowMap& list(std::string_view key, const std::vector<std::string>& values) { return raw(key, yaml_list(values)); }
    bool empty() const { return inside_.empty(); }
    std::string str() const { return "{" + inside_ + "}"; }

private:
    std::string inside_;
};
} // namespace engine
