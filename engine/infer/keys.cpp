#include "engine/infer/keys.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::size_t most_candidates = 9;
constexpr std::size_t least_rows = 3; // fewer prove nothing

std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    auto x = (a ^ (b + 0x9e3779b97f4a7c15 + (a << 6) + (a >> 2))) * 0xbf58476d1ce4e5b9;
    return x ^ (x >> 31);
}

bool is_unique(const KeySample& sample, const std::vector<std::size_t>& key)
{
    std::vector<std::uint64_t> hashes(sample.rows, 0);
    for (auto column : key) {
        const auto& cells = sample.columns[column];
        for (std::size_t row = 0; row < sample.rows; ++row) hashes[row] = mixed(hashes[row], cells[row]);
    }
    std::ranges::sort(hashes);
    return std::ranges::adjacent_find(hashes) == hashes.end();
}

constexpr int counted = 5; // the rank of whole numbers whose name does not say what they are

// How well a column suits a key: names of things first, then days, then words; never amounts and prose.
std::optional<int> rank(const Field& field)
{
    auto meaning = meaning_of(field.name);
    if (meaning.id) return 0;
    if (meaning.amount || meaning.mark || meaning.prose || meaning.born || meaning.sensitive) return std::nullopt;
    switch (field.type) {
    case FieldType::date:
    case FieldType::datetime:
        return 1;
    case FieldType::string:
        return field.constraints.allowed.empty() && !field.constraints.pattern ? 4 : 2;
    case FieldType::integer:
        return counted;
    case FieldType::time:
    case FieldType::year:
    case FieldType::yearmonth:
        return 3;
    default:
        return std::nullopt;
    }
}

bool next_choice(std::vector<std::size_t>& picks, std::size_t of)
{
    for (auto i = picks.size(); i-- > 0;)
        if (picks[i] + (picks.size() - i) < of) {
            ++picks[i];
            for (auto j = i + 1; j < picks.size(); ++j) picks[j] = picks[j - 1] + 1;
            return true;
        }
    return false;
}
} // namespace

std::vector<std::vector<std::size_t>> unique_keys(const Survey& survey, const std::vector<const Field*>& fields)
{
    std::vector<std::pair<int, std::size_t>> ranked;
    std::vector<bool> alone(survey.columns.size(), true); // whether the column may be the whole key
    auto is_text = [](const Field* field) { return field && field->type == FieldType::string; };
    for (std::size_t c = 0; c < survey.columns.size(); ++c) {
        const auto& column = survey.columns[c];
        bool full = column.blanks() == 0 && column.doubtful().empty() && column.values() > 0;
        for (const auto& sample : survey.samples)
            full = full && sample.columns.size() > c && sample.columns[c].size() == sample.rows;
        if (!fields[c] || !full) continue;
        auto order = rank(*fields[c]);
        // Numbers that count something differ by chance; those of a key come first.
        bool behind_text = std::any_of(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(c), is_text);
        alone[c] = order != counted || !behind_text;
        if (order) ranked.emplace_back(*order, c);
    }
    std::ranges::sort(ranked);
    if (ranked.size() > most_candidates) ranked.resize(most_candidates);
    std::vector<std::vector<std::size_t>> keys;
    bool enough = std::ranges::any_of(survey.samples, [](const auto& sample) { return sample.rows >= least_rows; });
    for (std::size_t size = 1; enough && size <= 3 && keys.empty() && size <= ranked.size(); ++size) {
        std::vector<std::size_t> picks(size);
        for (std::size_t i = 0; i < size; ++i) picks[i] = i;
        do {
            std::vector<std::size_t> key;
            for (auto pick : picks) key.push_back(ranked[pick].second);
            if (size == 1 && !alone[key[0]]) continue;
            if (std::ranges::all_of(survey.samples, [&](const auto& sample) { return is_unique(sample, key); }))
                keys.push_back(std::move(key));
        } while (next_choice(picks, ranked.size()));
    }
    return keys;
}
} // namespace engine
