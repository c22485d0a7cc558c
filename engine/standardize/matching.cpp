#include "engine/standardize/matching.hpp"
#include "base/sha256.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
enum class Level { answered, exact, normalized, alias, title, none };
constexpr std::string_view level_names[] = {"answered", "exact", "normalized", "alias", "alias", "ignored"};

// Everything that a header is compared with, for one field.
struct Target {
    std::string name, name_key, title_key;
    std::set<std::string> alias_keys;
};

Level level_of(const std::string& written, const std::string& key, const Target& target)
{
    if (written == target.name) return Level::exact;
    if (key == target.name_key) return Level::normalized;
    if (target.alias_keys.contains(key)) return Level::alias;
    return key == target.title_key ? Level::title : Level::none;
}

// Of columns with one name each is called as it is shown: “Score”, “Score (2)”; the first may be “Score (1)” too.
Level level_of_nth(const std::string& name, int nth, const Target& target)
{
    if (target.alias_keys.contains(header_key(nth_of_a_name(name, nth)))) return Level::alias;
    auto key = header_key(name);
    return nth == 1 && (target.alias_keys.contains(key) || key == target.name_key) ? Level::alias : Level::none;
}

// Whether a field asks for one of the columns of a name by its number.
bool names_one_of(const std::vector<Target>& targets, const std::string& name, int times)
{
    for (int nth = 1; nth <= times; ++nth)
        for (const auto& target : targets)
            if (target.alias_keys.contains(header_key(nth_of_a_name(name, nth)))) return true;
    return false;
}

std::vector<Target> targets_of(const Contract& contract)
{
    std::vector<Target> targets;
    for (const auto& field : contract.schema.fields) {
        Target target{field.name, header_key(field.name), header_key(field.title), {}};
        for (const auto& alias : contract.aliases)
            if (alias.field == field.name)
                for (const auto& name : alias.names) target.alias_keys.insert(header_key(name));
        targets.push_back(std::move(target));
    }
    return targets;
}

std::string quoted_list(const std::vector<std::string>& names)
{
    std::string out;
    for (const auto& name : names) out += fmt::format("{}“{}”", out.empty() ? "" : ", ", name);
    return out;
}

void find_reasons(Matching& out, const Contract& contract, const std::vector<std::vector<std::size_t>>& rivals)
{
    auto made = made_by_steps(contract);
    std::vector<std::string> unused;
    for (const auto& column : out.columns)
        if (!column.field && !column.source.empty()) unused.push_back(column.source);
    for (std::size_t f = 0; f < out.from.size(); ++f) {
        const auto& field = contract.schema.fields[f];
        if (rivals[f].size() > 1) {
            std::vector<std::string> names;
            for (auto c : rivals[f]) names.push_back(out.columns[c].source);
            out.reasons.push_back({"ambiguous_column",
                                   fmt::format("{} columns could be {}: {}. Say which one it is.", names.size(),
                                               field.title, quoted_list(names)),
                                   true});
        } else if (!out.from[f] && field.constraints.required && !made.contains(field.name))
            out.reasons.push_back(
                {"missing_column",
                 fmt::format("The column {} is missing. {}", field.title,
                             unused.empty() ? "Add it to the file and send the file again."
                                            : fmt::format("Say which column it is ({}), or add it to the file.",
                                                          quoted_list(unused))),
                 true});
    }
}
} // namespace

std::set<std::string> made_by_steps(const Contract& contract)
{
    std::set<std::string> made;
    for (const auto& step : contract.steps) {
        if (step.off) continue;
        if (auto* split = std::get_if<SplitStep>(&step.action)) made.insert(split->into.begin(), split->into.end());
        if (auto* merge = std::get_if<MergeStep>(&step.action)) made.insert(merge->into);
        if (auto* headings = std::get_if<HeadingRowsStep>(&step.action)) made.insert(headings->into);
        if (auto* rename = std::get_if<RenameStep>(&step.action)) made.insert(rename->to);
    }
    return made;
}

std::string nth_of_a_name(const std::string& name, int nth) { return fmt::format("{} ({})", name, nth); }

std::string header_key(std::string_view header)
{
    auto folded = fold(header);
    std::string key;
    for (char c : folded)
        if (std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) > 127) key += c;
    return key.empty() ? folded : key;
}

std::string header_signature(std::span<const std::string> header)
{
    std::vector<std::string> keys;
    for (const auto& name : header)
        if (auto key = header_key(name); !key.empty()) keys.push_back(std::move(key));
    std::ranges::sort(keys);
    std::string all;
    for (const auto& key : keys) all += key + '\n';
    return sha256_hex(all).substr(0, 32);
}

Matching match_columns(std::span<const std::string> header, const Contract& contract, const ColumnAnswers& answers)
{
    Matching out;
    auto targets = targets_of(contract);
    out.from.resize(targets.size());
    std::vector<std::vector<std::size_t>> rivals(targets.size()); // columns at the level that counts
    std::vector<Level> best(targets.size(), Level::none);
    std::vector<Level> level(header.size(), Level::none);
    std::vector<std::size_t> chosen(header.size());
    std::map<std::string, int> seen, repeated;
    for (const auto& name : header) ++repeated[name];
    for (std::size_t c = 0; c < header.size(); ++c) {
        auto key = header_key(header[c]);
        auto times = key.empty() ? 1 : ++seen[header[c]];
        auto source = times == 1 ? header[c] : nth_of_a_name(header[c], times);
        out.columns.push_back({source, std::nullopt, "ignored", std::nullopt, {}});
        if (key.empty()) continue;
        auto answer = answers.find(source);
        bool told_apart = repeated[header[c]] > 1 && names_one_of(targets, header[c], repeated[header[c]]);
        for (std::size_t f = 0; f < targets.size(); ++f) {
            auto fits = answer != answers.end() ? (answer->second == targets[f].name ? Level::answered : Level::none)
                        : told_apart            ? level_of_nth(header[c], times, targets[f])
                                                : level_of(header[c], key, targets[f]);
            if (fits < level[c]) level[c] = fits, chosen[c] = f;
        }
        if (level[c] != Level::none) best[chosen[c]] = std::min(best[chosen[c]], level[c]);
    }
    for (std::size_t c = 0; c < header.size(); ++c) {
        if (level[c] == Level::none) continue;
        auto f = chosen[c];
        // An answer settles the matter; a title is only a hint.
        bool counts = best[f] == Level::answered ? level[c] == Level::answered
                                                 : level[c] != Level::title || best[f] == Level::title;
        if (counts) rivals[f].push_back(c);
    }
    for (std::size_t f = 0; f < rivals.size(); ++f) {
        out.matched += !rivals[f].empty();
        if (rivals[f].size() == 1) {
            auto c = rivals[f][0];
            out.from[f] = c;
            out.columns[c].field = targets[f].name;
            out.columns[c].how = level_names[static_cast<std::size_t>(level[c])];
        } else
            for (auto c : rivals[f]) out.columns[c].guess = targets[f].name;
    }
    find_reasons(out, contract, rivals);
    return out;
}
} // namespace engine
