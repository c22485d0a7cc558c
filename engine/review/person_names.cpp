#include "engine/review/person_names.hpp"
#include "engine/text/unicode.hpp"
#include "engine/text/word_borders.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::size_t shortest_word = 2, shortest_long_word = 4;
}

PersonNames::PersonNames(const std::vector<std::string>& names)
{
    for (const auto& name : names) {
        auto folded = fold(name);
        for (auto word : words_in(folded)) {
            if (code_points(word) < shortest_word) continue;
            if (joins_words(character_at(word, 0)))
                unspaced_.emplace_back(word);
            else if (words_.emplace(word); code_points(word) >= shortest_long_word)
                long_words_.emplace(word);
        }
    }
}

bool PersonNames::are_in(std::string_view text) const
{
    auto folded = fold(text);
    if (std::ranges::any_of(unspaced_, [&](const auto& name) { return folded.find(name) != folded.npos; })) return true;
    std::set<std::string_view> side_by_side;
    bool has_long = false;
    for (auto word : words_in(folded)) {
        if (words_.contains(word)) {
            side_by_side.insert(word);
            has_long = has_long || long_words_.contains(word);
        } else {
            side_by_side.clear();
            has_long = false;
        }
        if (side_by_side.size() > 1 && has_long) return true;
    }
    return false;
}

bool PersonNames::may_be_in(std::string_view text) const
{
    auto folded = fold(text);
    return are_in(text) || std::ranges::any_of(words_in(folded), [&](auto word) { return long_words_.contains(word); });
}
} // namespace engine
