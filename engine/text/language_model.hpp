#pragma once
// How well letters outside ASCII fit a language, by which of them it writes and beside which others: a naive Bayes
// model of a letter and its two neighbours, counted in language_words.
#include <array>
#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace engine
{
class LanguageModel
{
public:
    explicit LanguageModel(std::string_view words);

    // The logarithm of the likelihood of a letter between its neighbours, all in lower case; 0 is the edge of a word.
    double likelihood(char32_t letter, char32_t before, char32_t after) const;

private:
    static constexpr std::size_t kinds = 4; // of neighbours: the edge, a vowel, a consonant, another letter
    struct Side {
        std::map<char32_t, double> letters;
        std::array<double, kinds> by_kind{};
        void add(char32_t neighbour);
        double likelihood(char32_t neighbour, double seen) const;
    };
    struct Letter {
        double seen = 0;
        Side before, after;
    };
    static std::size_t kind_of(char32_t neighbour);

    std::map<char32_t, Letter> letters_;
    double seen_ = 0;
};

const std::vector<LanguageModel>& language_models(); // of all language_words
} // namespace engine
