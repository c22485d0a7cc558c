#include "engine/contract/yaml_text.hpp"
#include "base/json.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <cctype>

namespace engine
{
namespace
{
bool is_plain(std::string_view text)
{
    static constexpr std::string_view words[] = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
    auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    auto fits = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || std::string_view(" _-.").contains(c);
    };
    if (text.empty() || !letter(text.front()) || text.back() == ' ' || !std::ranges::all_of(text, fits)) return false;
    std::string lower;
    for (char c : text) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return std::ranges::find(words, lower) == std::end(words);
}
} // namespace

std::string yaml_text(std::string_view text)
{
    return is_plain(text) ? std::string(text) : json::serialize(json::value(text));
}

std::string yaml_list(const std::vector<std::string>& texts)
{
    std::string out;
    for (const auto& text : texts) out += (out.empty() ? "" : ", ") + yaml_text(text);
    return "[" + out + "]";
}

FlowMap& FlowMap::raw(std::string_view key, std::string_view value)
{
    if (!inside_.empty()) inside_ += ", ";
    inside_.append(key).append(": ").append(value);
    return *this;
}
} // namespace engine
