#include "engine/contract/edit_aliases.hpp"
#include "engine/contract/yaml_document.hpp"
#include <boost/json.hpp>

namespace engine
{
namespace
{
namespace json = boost::json;

// A JSON string is a YAML string as well, whatever it holds.
std::string quoted(const std::string& name) { return json::serialize(json::value(name)); }

std::string names_of(const Alias& alias)
{
    std::string list;
    for (const auto& name : alias.names) list += (list.empty() ? "" : ", ") + quoted(name);
    return "[" + list + "]";
}

std::string as_yaml(const std::vector<Alias>& aliases)
{
    std::string block;
    for (const auto& alias : aliases)
        if (!alias.names.empty()) block += "  " + quoted(alias.field) + ": " + names_of(alias) + "\n";
    return block.empty() ? "" : "aliases:\n" + block;
}

std::string as_json(std::string_view text, const std::vector<Alias>& aliases)
{
    auto document = json::parse(json::string_view(text.data(), text.size()));
    json::object block;
    for (const auto& alias : aliases) {
        if (alias.names.empty()) continue;
        json::array names;
        for (const auto& name : alias.names) names.emplace_back(name);
        block[alias.field] = std::move(names);
    }
    document.as_object()["aliases"] = std::move(block);
    return json::serialize(document) + "\n";
}

struct Span {
    std::size_t begin, end;
};

std::size_t line_start(std::string_view text, std::size_t at)
{
    auto before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return before == std::string_view::npos ? 0 : before + 1;
}

// The lines of the top member `aliases`: from its key to the next key that stands as far left.
Span block_of_aliases(std::string_view text)
{
    auto document = load_yaml(text);
    std::size_t begin = std::string_view::npos, end = text.size();
    for (const auto& member : document) {
        auto at = line_start(text, static_cast<std::size_t>(member.first.Mark().pos));
        if (member.first.Scalar() == "aliases")
            begin = at;
        else if (begin != std::string_view::npos && at > begin)
            end = std::min(end, at);
    }
    if (begin == std::string_view::npos) return {text.size(), text.size()};
    return {begin, end};
}
} // namespace

std::string with_aliases(std::string_view text, const std::vector<Alias>& aliases)
{
    auto first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && text[first] == '{') return as_json(text, aliases);
    auto block = block_of_aliases(text);
    std::string out(text.substr(0, block.begin));
    if (!out.empty() && out.back() != '\n') out += '\n';
    out += as_yaml(aliases);
    return out += text.substr(block.end);
}
} // namespace engine
