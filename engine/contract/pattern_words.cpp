#include "engine/contract/pattern_words.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <vector>

namespace engine
{
namespace
{
constexpr int no_end = -1;
constexpr std::string_view wordless = "^$|()[]{}.*+?\\";

struct Noun {
    std::string one, many;
};
struct Part {
    std::string literal; // or
    Noun noun;
    int least = 1, most = 1;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

struct ClassName {
    std::string_view set, one, many;
};
constexpr std::array<ClassName, 9> class_names = {{
    {"0-9", "a digit", "digits"},
    {"A-Z", "a capital letter", "capital letters"},
    {"a-z", "a small letter", "small letters"},
    {"A-Za-z", "a letter", "letters"},
    {"a-zA-Z", "a letter", "letters"},
    {"A-Z0-9", "a capital letter or digit", "capital letters or digits"},
    {"0-9A-Z", "a capital letter or digit", "capital letters or digits"},
    {"A-Za-z0-9", "a letter or digit", "letters or digits"},
    {"a-zA-Z0-9", "a letter or digit", "letters or digits"},
}};

// Of what stands between [ and ].
std::optional<Noun> noun_of(std::string_view set)
{
    for (const auto& [known, one, many] : class_names)
        if (known == set) return Noun{std::string(one), std::string(many)};
    bool plain = !set.empty() && std::ranges::all_of(set, [](char c) { return is_digit(c) || is_letter(c); });
    if (set.size() == 3 && set[1] == '-' && is_letter(set[0]) == is_letter(set[2]) && set[0] < set[2] &&
        (is_letter(set[0]) || is_digit(set[0]))) {
        std::string_view kind = is_digit(set[0]) ? "digit" : "letter";
        return Noun{fmt::format("a {} from {} to {}", kind, set[0], set[2]),
                    fmt::format("{}s from {} to {}", kind, set[0], set[2])};
    }
    if (!plain) return std::nullopt;
    std::string each;
    for (std::size_t i = 0; i < set.size(); ++i)
        each += fmt::format("{}{}", i == 0 ? "" : i + 1 == set.size() ? " or " : ", ", set[i]);
    return Noun{each, fmt::format("characters out of {}", each)};
}

class Reading
{
public:
    explicit Reading(std::string_view expression) : rest_(expression)
    {
        if (rest_.starts_with('^')) rest_.remove_prefix(1);
        if (rest_.ends_with('$') && !rest_.ends_with("\\$")) rest_.remove_suffix(1);
    }

    std::optional<std::vector<Part>> parts()
    {
        while (!rest_.empty()) {
            auto part = atom();
            if (!part || !count(*part)) return std::nullopt;
            bool once = part->least == 1 && part->most == 1;
            if (!part->literal.empty() && !once) return std::nullopt;
            if (!part->literal.empty() && !parts_.empty() && !parts_.back().literal.empty())
                parts_.back().literal += part->literal;
            else
                parts_.push_back(std::move(*part));
        }
        return parts_.empty() ? std::nullopt : std::optional(parts_);
    }

private:
    std::optional<Part> atom()
    {
        char c = rest_.front();
        if (c == '[') {
            auto end = rest_.find(']');
            if (end == std::string_view::npos) return std::nullopt;
            auto noun = noun_of(rest_.substr(1, end - 1));
            rest_.remove_prefix(end + 1);
            return noun ? std::optional(Part{{}, *noun}) : std::nullopt;
        }
        if (c == '\\') {
            if (rest_.size() < 2) return std::nullopt;
            char escaped = rest_[1];
            rest_.remove_prefix(2);
            if (escaped == 'd') return Part{{}, {"a digit", "digits"}};
            if (is_letter(escaped) || is_digit(escaped)) return std::nullopt;
            return Part{std::string(1, escaped), {}};
        }
        if (wordless.contains(c)) return std::nullopt;
        rest_.remove_prefix(1);
        return Part{std::string(1, c), {}};
    }

    bool count(Part& part)
    {
        if (rest_.empty()) return true;
        if (rest_.starts_with('?')) return counted(part, 0, 1);
        if (rest_.starts_with('+')) return counted(part, 1, no_end);
        if (rest_.starts_with('*')) return counted(part, 0, no_end);
        if (!rest_.starts_with('{')) return true;
        rest_.remove_prefix(1);
        int least = 0;
        if (!number(least)) return false;
        int most = least;
        if (rest_.starts_with(',')) {
            rest_.remove_prefix(1);
            if (rest_.starts_with('}'))
                most = no_end;
            else if (!number(most))
                return false;
        }
        return rest_.starts_with('}') && counted(part, least, most);
    }

    bool counted(Part& part, int least, int most)
    {
        rest_.remove_prefix(1);
        part.least = least;
        part.most = most;
        return !rest_.starts_with('?') && !rest_.starts_with('+'); // lazy, possessive
    }

    bool number(int& value)
    {
        auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc() || value < 0) return false;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return true;
    }

    std::string_view rest_;
    std::vector<Part> parts_;
};

std::string said(const Part& part)
{
    if (!part.literal.empty()) return fmt::format("“{}”", part.literal);
    if (part.least == 1 && part.most == 1) return part.noun.one;
    if (part.least == part.most) return fmt::format("{} {}", part.least, part.noun.many);
    if (part.least == 0 && part.most == 1) return fmt::format("perhaps {}", part.noun.one);
    if (part.least == 0 && part.most == no_end) return fmt::format("any number of {}", part.noun.many);
    if (part.most == no_end)
        return part.least == 1 ? fmt::format("one or more {}", part.noun.many)
                               : fmt::format("{} or more {}", part.least, part.noun.many);
    if (part.least == 0) return fmt::format("up to {} {}", part.most, part.noun.many);
    return fmt::format("{} to {} {}", part.least, part.most, part.noun.many);
}
} // namespace

std::optional<std::string> words_of_pattern(std::string_view expression)
{
    auto parts = Reading(expression).parts();
    if (!parts) return std::nullopt;
    std::string words;
    for (std::size_t i = 0; i < parts->size(); ++i)
        words += (i == 0 ? "" : i + 1 == parts->size() ? " and " : ", ") + said((*parts)[i]);
    return words;
}
} // namespace engine
