#include "engine/text/language_model.hpp"
#include "engine/text/language_words.hpp"
#include <cmath>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace engine
{
namespace
{
constexpr double foreign_letter = -7.5, foreign_neighbour = -3.2; // of a letter that the language does not write
constexpr double alphabet = 60;                                   // letters outside ASCII that a language may write
constexpr double neighbour_weight = 0.8;
constexpr double kind_sizes[] = {1, 6, 20, 30};

std::vector<char32_t> lower_case(std::string_view words)
{
    std::vector<char32_t> out;
    for (int at = 0, size = static_cast<int>(words.size()); at < size;) {
        UChar32 c = 0;
        U8_NEXT(words.data(), at, size, c);
        out.push_back(c == ' ' ? 0 : static_cast<char32_t>(u_tolower(c)));
    }
    return out;
}
} // namespace

std::size_t LanguageModel::kind_of(char32_t neighbour)
{
    if (neighbour == 0) return 0;
    if (neighbour > 0x7F) return 3;
    return std::u32string_view(U"aeiouy").contains(neighbour) ? 1 : 2;
}

void LanguageModel::Side::add(char32_t neighbour)
{
    ++letters[neighbour];
    ++by_kind[kind_of(neighbour)];
}

double LanguageModel::Side::likelihood(char32_t neighbour, double seen) const
{
    auto kind = kind_of(neighbour);
    auto known = letters.find(neighbour);
    auto own = known == letters.end() ? 0 : known->second / seen;
    auto like = (by_kind[kind] + 0.3) / (seen + 0.3 * kinds) / kind_sizes[kind];
    auto trust = seen / (seen + 6);
    return std::log(trust * 0.7 * own + (1 - trust * 0.7) * like);
}

LanguageModel::LanguageModel(std::string_view words)
{
    auto text = lower_case(words);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] <= 0x7F) continue;
        auto& letter = letters_[text[i]];
        ++letter.seen;
        ++seen_;
        letter.before.add(i == 0 ? 0 : text[i - 1]);
        letter.after.add(i + 1 == text.size() ? 0 : text[i + 1]);
    }
}

double LanguageModel::likelihood(char32_t letter, char32_t before, char32_t after) const
{
    auto found = letters_.find(letter);
    if (found == letters_.end()) return foreign_letter + 2 * neighbour_weight * foreign_neighbour;
    const auto& known = found->second;
    return std::log((known.seen + 0.3) / (seen_ + 0.3 * alphabet)) +
           neighbour_weight * (known.before.likelihood(before, known.seen) + known.after.likelihood(after, known.seen));
}

const std::vector<LanguageModel>& language_models()
{
    static const auto models = [] {
        std::vector<LanguageModel> out;
        for (const auto& language : language_words()) out.emplace_back(language.words);
        return out;
    }();
    return models;
}
} // namespace engine
