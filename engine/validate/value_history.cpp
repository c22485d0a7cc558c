#include "engine/validate/value_history.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::int64_t rows_that_tell = 20; // and five rows for each word
constexpr std::int64_t rows_per_word = 5;
} // namespace

void ValueHistory::count(std::string_view cell, std::int64_t Counts::* which)
{
    if (cell.empty()) return;
    if (which == &Counts::before) ++rows_before_;
    if (words_.size() > most_words) return;
    auto found = words_.find(cell);
    if (found == words_.end()) found = words_.emplace(std::string(cell), Counts()).first;
    ++(found->second.*which);
}

bool ValueHistory::tells() const
{
    auto known = std::ranges::count_if(words_, [](const auto& word) { return word.second.before > 0; });
    return words_.size() <= most_words && known > 0 && rows_before_ >= std::max(rows_that_tell, known * rows_per_word);
}

std::vector<ValueHistory::Word> ValueHistory::added() const
{
    std::vector<Word> out;
    if (tells())
        for (const auto& [text, counts] : words_)
            if (counts.before == 0) out.push_back({text, counts.now});
    return out;
}

std::vector<ValueHistory::Word> ValueHistory::vanished() const
{
    std::vector<Word> out;
    bool any_now = std::ranges::any_of(words_, [](const auto& word) { return word.second.now > 0; });
    if (tells() && any_now)
        for (const auto& [text, counts] : words_)
            if (counts.now == 0 && counts.before * 20 >= rows_before_) out.push_back({text, counts.before});
    return out;
}
} // namespace engine
