#include "engine/contract/pattern.hpp"
#include "engine/contract/pattern_syntax.hpp"
#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <unicode/utf8.h>
#include <vector>

namespace engine
{
// Rows are sets of the program's states, columns are classes of characters that no set tells apart. Cells are filled
// when a text first needs them; past `most_rows` everything is forgotten, so memory is bounded.
struct Pattern::Automaton {
    static constexpr std::size_t most_rows = 2048;
    static constexpr std::int32_t unknown = -1;

    explicit Automaton(std::string_view expression) : program(pattern_syntax::parse(expression))
    {
        make_classes();
        forget();
    }

    // Cuts the code points at every boundary of every set; intervals that lie in the same sets are one class.
    void make_classes()
    {
        std::vector<UChar32> cuts{0};
        for (const auto& set : program.sets)
            for (int i = 0; i < set.getRangeCount(); ++i) {
                cuts.push_back(set.getRangeStart(i));
                if (set.getRangeEnd(i) < 0x10FFFF) cuts.push_back(set.getRangeEnd(i) + 1);
            }
        std::ranges::sort(cuts);
        cuts.erase(std::ranges::unique(cuts).begin(), cuts.end());
        std::map<std::vector<bool>, std::uint32_t> known;
        for (auto cut : cuts) {
            std::vector<bool> in;
            for (const auto& set : program.sets) in.push_back(set.contains(cut));
            auto [found, added] = known.emplace(in, static_cast<std::uint32_t>(members.size()));
            if (added) members.push_back(in);
            starts.push_back(cut);
            class_of_interval.push_back(found->second);
        }
        for (UChar32 c = 0; c < 128; ++c) ascii[static_cast<std::size_t>(c)] = look_up(c);
    }

    std::uint32_t look_up(UChar32 c) const
    {
        auto after = std::ranges::upper_bound(starts, c);
        return class_of_interval[static_cast<std::size_t>(after - starts.begin()) - 1];
    }

    void forget()
    {
        rows.clear();
        accepts.clear();
        cells.clear();
        row_of({}); // row 0 matches nothing any more
        std::vector<int> start;
        follow(program.start, start);
        first = row_of(std::move(start));
    }

    // Adds a state and all that it reaches without a character.
    void follow(int state, std::vector<int>& into) const
    {
        std::vector<int> open{state};
        while (!open.empty()) {
            auto at = open.back();
            open.pop_back();
            if (at < 0 || std::ranges::find(into, at) != into.end()) continue;
            into.push_back(at);
            const auto& one = program.states[static_cast<std::size_t>(at)];
            if (one.set >= 0) continue;
            open.push_back(one.next);
            open.push_back(one.other);
        }
    }

    std::int32_t row_of(std::vector<int> states)
    {
        std::ranges::sort(states);
        auto [found, added] = rows.emplace(std::move(states), static_cast<std::int32_t>(rows.size()));
        if (added) {
            accepts.push_back(std::ranges::binary_search(found->first, program.accept));
            cells.resize(cells.size() + members.size(), unknown);
        }
        return found->second;
    }

    std::int32_t step(std::int32_t row, std::uint32_t character_class)
    {
        auto at = static_cast<std::size_t>(row) * members.size() + character_class;
        if (cells[at] != unknown) return cells[at];
        std::vector<int> from, next;
        for (const auto& [states, index] : rows)
            if (index == row) from = states;
        if (rows.size() >= most_rows) {
            forget();
            row = row_of(from);
            at = static_cast<std::size_t>(row) * members.size() + character_class;
        }
        for (auto state : from) {
            const auto& one = program.states[static_cast<std::size_t>(state)];
            if (one.set >= 0 && members[character_class][static_cast<std::size_t>(one.set)]) follow(one.next, next);
        }
        return cells[at] = row_of(std::move(next));
    }

    bool matches(std::string_view text)
    {
        auto row = first;
        for (std::size_t i = 0; i < text.size() && row != 0;) {
            auto byte = static_cast<unsigned char>(text[i]);
            std::uint32_t character_class;
            if (byte < 128) {
                character_class = ascii[byte];
                ++i;
            } else {
                UChar32 c;
                U8_NEXT_OR_FFFD(text.data(), i, text.size(), c);
                character_class = look_up(c);
            }
            row = step(row, character_class);
        }
        return accepts[static_cast<std::size_t>(row)];
    }

    pattern_syntax::Program program;
    std::vector<UChar32> starts; // of intervals of code points
    std::vector<std::uint32_t> class_of_interval;
    std::vector<std::vector<bool>> members; // members[class][set]
    std::array<std::uint32_t, 128> ascii{};
    std::map<std::vector<int>, std::int32_t> rows;
    std::vector<bool> accepts;
    std::vector<std::int32_t> cells; // cells[row * classes + class]
    std::int32_t first = 0;
};

Pattern::Pattern(std::string_view expression) : automaton_(std::make_unique<Automaton>(expression)) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

bool Pattern::matches(std::string_view utf8) { return automaton_->matches(utf8); }

std::optional<std::string> Pattern::wrong(std::string_view expression)
{
    try {
        pattern_syntax::parse(expression);
        return std::nullopt;
    } catch (const std::invalid_argument& why) {
        return why.what();
    }
}
} // namespace engine
