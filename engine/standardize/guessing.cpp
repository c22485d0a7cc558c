#include "engine/standardize/guessing.hpp"
#include "engine/contract/nearest.hpp"
#include "engine/contract/pattern.hpp"
#include "engine/contract/value.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t values_looked_at = 200;
constexpr double least_score = 0.3;
constexpr double name_weight = 0.6; // the rest is for the values

using Words = std::set<std::string>;

Words words_of(std::string_view name)
{
    Words words;
    std::string word;
    for (char c : fold(name) + " ") {
        auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || byte > 127)
            word += c;
        else if (!word.empty())
            words.insert(std::exchange(word, {}));
    }
    return words;
}

// 1: the same name; 0: nothing in common.
double likeness(std::string_view a, std::string_view b)
{
    auto left = words_of(a), right = words_of(b);
    if (left.empty() || right.empty()) return 0;
    auto shared = std::ranges::count_if(left, [&](const auto& word) { return right.contains(word); });
    auto by_words = 2.0 * static_cast<double>(shared) / static_cast<double>(left.size() + right.size());
    auto one = header_key(a), other = header_key(b);
    auto longest = std::max(one.size(), other.size());
    if (longest > 64) return by_words;
    auto by_letters = 1.0 - static_cast<double>(edit_distance(one, other)) / static_cast<double>(longest);
    return std::max(by_words, by_letters >= 0.6 ? by_letters : 0.0);
}

double likeness(std::string_view header, const Field& field, const Contract& contract)
{
    auto best = std::max(likeness(header, field.name), likeness(header, field.title));
    for (const auto& alias : contract.aliases)
        if (alias.field == field.name)
            for (const auto& name : alias.names) best = std::max(best, likeness(header, name));
    return best;
}

std::vector<std::string> values_of(const Chunk& chunk, std::size_t column)
{
    std::vector<std::string> values;
    for (std::size_t row = 0; row < chunk.rows() && values.size() < values_looked_at; ++row)
        if (chunk.kind[row] == RowKind::data && column < chunk.columns.size())
            if (auto cell = trim(chunk.cell(column, row)); !cell.empty()) values.emplace_back(cell);
    return values;
}

template <class Accepts> double share_of(const std::vector<std::string>& values, Accepts accepts)
{
    if (values.empty()) return 0;
    return static_cast<double>(std::ranges::count_if(values, accepts)) / static_cast<double>(values.size());
}

// How much the values speak for the field, 0 … 1; nothing where most of them are none of its type. Numbers are common,
// so they say little; words of a list and ids of a form say much.
std::optional<double> evidence(const std::vector<std::string>& values, const Field& field)
{
    std::string room;
    std::string_view canonical;
    bool text = field.type == FieldType::string || field.type == FieldType::any;
    auto typed =
        share_of(values, [&](const auto& value) { return read_value(field, value, room, canonical) != Reads::wrong; });
    if (!text && !values.empty() && typed < 0.5) return std::nullopt;
    const auto& allowed = field.constraints.allowed;
    if (!allowed.empty())
        return share_of(values, [&](const auto& value) { return std::ranges::find(allowed, value) != allowed.end(); });
    if (field.constraints.pattern) {
        Pattern pattern(*field.constraints.pattern);
        return share_of(values, [&](const auto& value) { return pattern.matches(value); });
    }
    bool moment = field.type == FieldType::date || field.type == FieldType::datetime || field.type == FieldType::time;
    return text ? 0 : typed * (moment ? 0.8 : 0.2);
}

struct Pair {
    double score;
    std::size_t column, field;
};
} // namespace

void guess_columns(std::vector<MappedColumn>& columns, const Contract& contract, const Chunk& chunk)
{
    const auto& fields = contract.schema.fields;
    auto made = made_by_steps(contract);
    auto is_in = [&](auto member, const std::string& name) {
        return std::ranges::find(columns, name, member) != columns.end();
    };
    std::vector<Pair> pairs;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (columns[c].field || columns[c].guess || columns[c].source.empty()) continue;
        auto values = values_of(chunk, c);
        for (std::size_t f = 0; f < fields.size(); ++f) {
            const auto& name = fields[f].name;
            if (made.contains(name) || is_in(&MappedColumn::field, name) || is_in(&MappedColumn::guess, name)) continue;
            auto values_say = evidence(values, fields[f]);
            if (!values_say) continue;
            auto score =
                name_weight * likeness(columns[c].source, fields[f], contract) + (1 - name_weight) * *values_say;
            if (score >= least_score) pairs.push_back({score, c, f});
        }
    }
    std::ranges::stable_sort(pairs, std::ranges::greater(), &Pair::score);
    for (const auto& pair : pairs) {
        const auto& name = fields[pair.field].name;
        if (!columns[pair.column].guess && !is_in(&MappedColumn::guess, name)) columns[pair.column].guess = name;
    }
}
} // namespace engine
