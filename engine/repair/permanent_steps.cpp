#include "engine/repair/permanent_steps.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace engine
{
namespace
{
std::string free_name(const Contract& contract, const std::string& wanted)
{
    auto taken = [&](const std::string& name) {
        return std::ranges::find(contract.steps, name, &Step::name) != contract.steps.end();
    };
    auto name = wanted;
    for (int i = 2; taken(name); ++i) name = fmt::format("{} {}", wanted, i);
    return name;
}

// The width to which zeros in front make every value what it became; 0 where they do not.
std::int64_t zeros_width(const std::map<std::string, std::string>& corrections)
{
    std::size_t width = corrections.begin()->second.size();
    for (const auto& [from, to] : corrections) {
        bool digits = std::ranges::all_of(from, [](char c) { return c >= '0' && c <= '9'; });
        if (!digits || to.size() != width || from.size() >= width) return 0;
        if (to != std::string(width - from.size(), '0') + from) return 0;
    }
    return static_cast<std::int64_t>(width);
}
} // namespace

std::vector<PermanentStep> permanent_steps(const Contract& contract, const std::string& column,
                                           const std::vector<Correction>& corrections)
{
    auto field = contract.schema.find(column);
    std::map<std::string, std::string> all;
    for (const auto& [from, to] : corrections) {
        if (from.empty() || to.empty() || from == to) return {};
        if (auto [known, fresh] = all.emplace(from, to); !fresh && known->second != to) return {};
    }
    if (!field || all.empty()) return {};
    const auto& title = contract.schema.fields[*field].title;

    std::vector<PermanentStep> out;
    MapStep map{column, {all.begin(), all.end()}, std::nullopt};
    std::string words;
    for (const auto& [from, to] : all) words += fmt::format("{}“{}” becomes “{}”", words.empty() ? "" : ", ", from, to);
    out.push_back({{free_name(contract, title + " as corrected"), false, map, {}}, title + ": " + words});
    if (auto width = zeros_width(all))
        out.push_back({{free_name(contract, title + " with zeros"), false, PadStep{column, width, "0", Side::left}, {}},
                       fmt::format("{}: zeros in front, to {} characters", title, width)});
    return out;
}
} // namespace engine
