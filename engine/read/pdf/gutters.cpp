#include "engine/read/pdf/region.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace engine::pdf
{
namespace
{
constexpr float resolution = 0.5F;     // points
constexpr float narrow_gutter = 0.2F;  // font sizes; between whole figures
constexpr float typewriter_gap = 1.0F; // font sizes: two spaces

bool has_figures(const TextLine& line)
{
    return std::ranges::any_of(line.words, [](const Word& word) { return is_figure(word.text); });
}

float usual_size(const std::vector<const TextLine*>& lines)
{
    std::vector<float> sizes;
    for (const auto* line : lines) sizes.push_back(line->size);
    std::ranges::nth_element(sizes, sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2));
    return sizes[sizes.size() / 2];
}

// The lines that show where the columns are: those with many pieces, and among these those with figures, for a header
// often reaches over several columns.
std::vector<const TextLine*> telling_lines(const Region& region)
{
    std::vector<std::pair<const TextLine*, std::size_t>> counted;
    std::size_t most = 0;
    for (const auto* line : region.lines) {
        counted.emplace_back(line, pieces(*line, wide_gap).size());
        most = std::max(most, counted.back().second);
    }
    std::vector<const TextLine*> many, figures;
    for (auto [line, count] : counted) {
        if (count < 2 || count * 2 < most) continue;
        many.push_back(line);
        if (has_figures(*line)) figures.push_back(line);
    }
    return figures.size() >= 2 && figures.size() * 2 >= many.size() ? figures : many;
}

// Whether figures stand at both sides of a gap in most lines: "800 880", not "40 years".
bool parts_figures(const Interval& gap, const std::vector<const TextLine*>& lines)
{
    std::size_t figures = 0, seen = 0;
    for (const auto* line : lines)
        for (std::size_t w = 1; w < line->words.size(); ++w) {
            const auto &left = line->words[w - 1], &right = line->words[w];
            if (left.box.right > gap.middle() || right.box.left < gap.middle()) continue;
            ++seen;
            figures +=
                (is_figure(left.text) || is_filler(left.text)) && (is_figure(right.text) || is_filler(right.text));
        }
    return figures * 2 > seen;
}
// Whether a narrow strip parts two columns of figures: whole figures stand at both sides of it in nearly every line. It
// does not where the strip is the space within a text, such as a telephone number or thousands parted by a space.
bool parts_whole_figures(const Interval& gap, const std::vector<const TextLine*>& lines)
{
    constexpr float empty_cell = 6; // font sizes: a cell between the two has nothing
    auto is_value = [](const Word& word) { return is_figure(word.text) || is_filler(word.text); };
    auto is_digits = [](std::string_view text) {
        return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    };
    std::size_t near = 0, values = 0, thousands = 0;
    float narrowest = std::numeric_limits<float>::max(), widest = 0, size = 1;
    for (const auto* line : lines)
        for (std::size_t w = 1; w < line->words.size(); ++w) {
            const auto &left = line->words[w - 1], &right = line->words[w];
            float between = right.box.left - left.box.right;
            if (left.box.middle_x() > gap.middle() || right.box.middle_x() < gap.middle()) continue;
            if (between > empty_cell * line->size) continue;
            ++near;
            size = line->size;
            narrowest = std::min(narrowest, between);
            if (!is_filler(left.text) && !is_filler(right.text)) widest = std::max(widest, between);
            values += is_value(left) && is_value(right);
            auto whole = std::string_view(right.text).substr(0, right.text.find_first_of(".,"));
            thousands += is_digits(left.text) && left.text.size() <= 3 && is_digits(whole) && whole.size() == 3;
        }
    bool is_space = narrowest < 0.34F * size && widest - narrowest < 0.25F * size;
    return near * 10 >= lines.size() * 6 && values * 10 >= near * 9 && thousands * 4 < near && !is_space;
}
} // namespace

std::vector<Piece> pieces(const TextLine& line, float gap)
{
    std::vector<Piece> list;
    if (line.typewriter) gap = std::max(gap, typewriter_gap);
    for (std::size_t w = 0; w < line.words.size(); ++w) {
        const auto& word = line.words[w];
        if (list.empty() || word.box.left - list.back().box.right > gap * std::max(word.size, line.words[w - 1].size))
            list.push_back({word.box, w, w + 1});
        else {
            list.back().box.include(word.box);
            list.back().last = w + 1;
        }
    }
    return list;
}

std::vector<Interval> find_gutters(const Region& region)
{
    auto telling = telling_lines(region);
    if (telling.empty()) return {};
    float size = usual_size(telling), left = region.box.left, right = region.box.right;
    auto slots = static_cast<std::size_t>(std::max(0.F, right - left) / resolution) + 2;
    std::vector<int> cover(slots + 1);
    auto slot = [&](float x) {
        return static_cast<std::size_t>(std::clamp((x - left) / resolution, 0.F, static_cast<float>(slots - 1)));
    };
    for (const auto* line : telling)
        for (const auto& word : line->words) {
            ++cover[slot(word.box.left)];
            --cover[slot(word.box.right) + 1];
        }
    auto lines = telling.size();
    int tolerated = static_cast<int>(lines / 16);
    bool typewriter =
        std::ranges::count_if(telling, [](const TextLine* line) { return line->typewriter; }) * 2 > std::ssize(telling);
    float least = size * (lines >= 8 ? 0.45F : lines >= 4 ? 0.6F : 0.9F);
    std::vector<Interval> gutters;
    int covered = 0;
    bool seen_text = false;
    std::size_t open = slots; // where the present gap begins; `slots` inside of text
    for (std::size_t s = 0; s < slots; ++s) {
        covered += cover[s];
        if (covered <= tolerated) {
            open = std::min(open, s);
            continue;
        }
        if (open < s && seen_text) {
            Interval gutter{left + static_cast<float>(open) * resolution, left + static_cast<float>(s) * resolution};
            bool is_space = typewriter && gutter.width() < size * typewriter_gap && !parts_figures(gutter, telling);
            bool is_narrow =
                gutter.width() >= size * narrow_gutter && lines >= 4 && parts_whole_figures(gutter, telling);
            if ((gutter.width() >= least && !is_space) || (gutter.width() < least && is_narrow))
                gutters.push_back(gutter);
        }
        open = slots;
        seen_text = true;
    }
    // A drawn line parts columns wherever it is.
    for (auto x : region.down) {
        if (x < left + size / 2 || x > right - size / 2) continue;
        bool known = std::ranges::any_of(
            gutters, [x](const Interval& gutter) { return x >= gutter.from - 2 && x <= gutter.to + 2; });
        if (!known) gutters.push_back({x - resolution, x + resolution});
    }
    std::ranges::sort(gutters, {}, &Interval::from);
    return gutters;
}
} // namespace engine::pdf
