#include "server/incidents/known_error_yaml.hpp"
#include "engine/contract/yaml_document.hpp"
#include "engine/contract/yaml_text.hpp"
#include <charconv>
#include <fmt/format.h>

namespace incidents
{
namespace
{
// What is quoted is text; what is not may be a number, yes or no, or nothing.
json::value scalar_of(const YAML::Node& node)
{
    const auto& text = node.Scalar();
    if (node.Tag() != "?") return json::value(text);
    if (text == "true" || text == "false") return text == "true";
    if (text == "null" || text == "~" || text.empty()) return nullptr;
    std::int64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size()) return number;
    return json::value(text);
}

json::value value_of(const YAML::Node& node)
{
    if (node.IsScalar()) return scalar_of(node);
    if (node.IsSequence()) {
        json::array list;
        for (const auto& one : node) list.push_back(value_of(one));
        return list;
    }
    if (!node.IsMap()) return nullptr;
    json::object members;
    for (const auto& one : node) members[one.first.Scalar()] = value_of(one.second);
    return members;
}

// Every text in quotes where it could be taken for something else.
std::string written(const json::value& value)
{
    if (const auto* text = value.if_string()) return engine::yaml_text({text->data(), text->size()});
    if (const auto* members = value.if_object()) {
        engine::FlowMap map;
        for (const auto& [name, member] : *members)
            if (!member.is_null()) map.raw(name, written(member));
        return map.str();
    }
    return json::serialize(value);
}
} // namespace

std::string write_yaml(const WrittenKnownErrors& all)
{
    std::string text = "known_errors:";
    if (all.known_errors.empty()) return text + " []\n";
    text += "\n";
    for (const auto& one : all.known_errors) {
        std::string mark = "  - ";
        auto described = json::encode(one);
        for (const auto& [name, member] : described.as_object()) {
            if (member.is_null()) continue;
            text += fmt::format("{}{}: {}\n", mark, std::string_view(name), written(member));
            mark = "    ";
        }
    }
    return text;
}

Result<WrittenKnownErrors> read_yaml(std::string_view text)
{
    WrittenKnownErrors all;
    json::FieldErrors errors;
    try {
        auto document = value_of(engine::load_yaml(text));
        json::decode(&document, all, "", errors);
    } catch (const YAML::Exception& error) {
        return refuse(Why::invalid, fmt::format("This is no YAML: line {}, {}.", error.mark.line + 1, error.msg));
    }
    if (errors.empty()) return all;
    return refuse(Why::invalid, fmt::format("{} {}.", errors.front().at.empty() ? "The text" : errors.front().at,
                                            errors.front().detail));
}
} // namespace incidents
