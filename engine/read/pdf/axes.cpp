#include "engine/read/pdf/axes.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace engine::pdf
{
namespace
{
constexpr std::size_t fewest_labels = 4;
constexpr float aligned = 2; // points that the ends of an axis's labels may differ

struct Label {
    const Word* word;
    double value;
};
using Axis = std::vector<Label>; // from top to bottom

std::optional<double> value_of(const std::string& text)
{
    if (!is_figure(text)) return std::nullopt;
    std::string digits;
    auto comma = text.rfind(',');
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if ((c >= '0' && c <= '9') || c == '.' || (c == '-' && digits.empty())) digits += c;
        if (i == comma && text.size() - i != 4 && text.find('.') == text.npos) digits += '.';
    }
    double value = 0;
    auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

bool near(double a, double b, double share) { return std::fabs(a - b) <= share * std::max(std::fabs(a), std::fabs(b)); }

// Runs of labels with the same distance and the same step between any two of them.
void add_axes(const Axis& column, std::vector<Axis>& axes)
{
    auto away = [&](std::size_t i) { return column[i].word->box.middle_y() - column[i - 1].word->box.middle_y(); };
    auto step = [&](std::size_t i) { return column[i].value - column[i - 1].value; };
    for (std::size_t first = 0; first + 1 < column.size();) {
        auto end = first + 2;
        while (end < column.size() && near(away(end), away(first + 1), 0.1) && near(step(end), step(first + 1), 0.02))
            ++end;
        if (end - first >= fewest_labels && step(first + 1) != 0)
            axes.emplace_back(column.begin() + static_cast<std::ptrdiff_t>(first),
                              column.begin() + static_cast<std::ptrdiff_t>(end));
        first = end - 1;
    }
}

std::vector<Axis> find_axes(const std::vector<TextLine>& lines)
{
    std::multimap<float, Axis> columns; // by where their labels end
    for (const auto& line : lines)
        for (const auto& word : line.words) {
            auto value = value_of(word.text);
            if (!value) continue;
            auto column = columns.lower_bound(word.box.right - aligned);
            if (column == columns.end() || column->first > word.box.right + aligned)
                column = columns.emplace(word.box.right, Axis());
            column->second.push_back({&word, *value});
        }
    std::vector<Axis> axes;
    for (const auto& [right, column] : columns) add_axes(column, axes);
    return axes;
}

// What is drawn beside the labels: to the right of a line along them, as far as lines go that begin there.
std::optional<Box> plot_beside(const Axis& axis, const Rulings& rulings)
{
    constexpr float reach = 3; // font sizes, from a label to its line
    const auto &top = *axis.front().word, &bottom = *axis.back().word;
    float right = 0, left = std::numeric_limits<float>::max();
    for (const auto& label : axis) left = std::min(left, label.word->box.right);
    Box plot{left, top.box.middle_y(), left, bottom.box.middle_y()};
    auto is_beside = [&](float x) { return x > left - aligned && x < left + reach * top.size; };
    bool along = std::ranges::any_of(rulings.vertical, [&](const Ruling& line) {
        return is_beside(line.at) &&
               std::min(line.to, plot.bottom) - std::max(line.from, plot.top) > 0.8F * plot.height();
    });
    std::size_t ticks = 0;
    for (const auto& line : rulings.horizontal) {
        if (line.at < plot.top - top.size || line.at > plot.bottom + top.size || !is_beside(line.from)) continue;
        right = std::max(right, line.to);
        ++ticks;
    }
    if (right - left < 5 * top.size || (!along && ticks * 2 < axis.size())) return std::nullopt;
    plot.right = right;
    return plot;
}

// Whether text stands in most of the labels' lines inside the plot, so that it is a table.
bool has_rows(const Axis& axis, const Box& plot, const std::vector<TextLine>& lines)
{
    std::size_t filled = 0;
    for (const auto& label : axis)
        filled += std::ranges::any_of(lines, [&](const TextLine& line) {
            if (line.box.bottom < label.word->box.top || line.box.top > label.word->box.bottom) return false;
            return std::ranges::any_of(line.words, [&](const Word& word) {
                return std::fabs(word.box.middle_y() - label.word->box.middle_y()) < 0.4F * word.size &&
                       word.box.left > plot.left + 1 && word.box.right < plot.right - 1;
            });
        });
    return filled * 3 > axis.size();
}

// The plot with its labels around.
Box with_labels(const Box& plot, const Axis& axis, const std::vector<TextLine>& lines)
{
    float size = axis.front().word->size;
    Box area = plot;
    for (const auto& label : axis) area.include(label.word->box);
    area.bottom += 4 * size;
    auto frame = area;
    for (const auto& line : lines)
        for (const auto& word : line.words)
            if (word.box.middle_y() > frame.top && word.box.middle_y() < plot.bottom + size &&
                word.box.left < frame.right + 3 * size && word.box.right > frame.left - 3 * size)
                area.include(word.box);
    area.bottom = frame.bottom;
    return area;
}
} // namespace

std::vector<Box> find_charts(const std::vector<TextLine>& lines, const Rulings& rulings)
{
    std::vector<Box> charts;
    for (const auto& axis : find_axes(lines)) {
        auto plot = plot_beside(axis, rulings);
        if (plot && !has_rows(axis, *plot, lines)) charts.push_back(with_labels(*plot, axis, lines));
    }
    return charts;
}
} // namespace engine::pdf
