#pragma once
// Thousands of findings as a few cards, one for each cause: rule, column and pattern.
#include "engine/table/finding.hpp"
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace engine
{
class Cards
{
public:
    // `title` is asked for the first finding of a cause only.
    template <class Title> void add(const Finding& finding, std::string_view cause, Title title)
    {
        auto key = std::tuple(finding.rule, finding.column.value_or(""), std::string(cause));
        auto [found, added] = index_.emplace(std::move(key), cards_.size());
        if (added) cards_.push_back({finding.rule, finding.severity, finding.column, title(), 0, {}, finding.remedy});
        auto& card = cards_[found->second];
        ++card.count;
        if (card.examples.size() < most_examples) card.examples.push_back(finding);
    }
    // Must-fix first, then by how many rows they cover.
    std::vector<Card> sorted() const;

private:
    static constexpr std::size_t most_examples = 3;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> index_;
    std::vector<Card> cards_;
};
} // namespace engine
