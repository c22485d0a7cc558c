#include "engine/publish/pdf/chart.hpp"
#include "engine/publish/pdf/syntax.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::pdf
{
namespace
{
constexpr Style label{.size = 8, .color = ink};
constexpr double gap = 6, line_room = 120, axis = 46;
constexpr std::size_t most_said = 12;

bool is_less(const ChartPoint& a, const ChartPoint& b) { return a.value < b.value; }

std::string in_words(const std::string& about, const std::vector<ChartPoint>& points)
{
    auto words = fmt::format("Line chart of {}: ", about);
    if (points.size() <= most_said) {
        for (const auto& point : points)
            words += fmt::format("{}{} {}", &point == points.data() ? "" : ", ", point.name, point.number);
        return words + ".";
    }
    auto [least, most] = std::ranges::minmax_element(points, is_less);
    return words + fmt::format("{} values from {} to {}; least at {} with {}, most at {} with {}.", points.size(),
                               points.front().name, points.back().name, least->name, least->number, most->name,
                               most->number);
}

class Drawing
{
public:
    Drawing(Document& document, const std::string& about, const std::vector<ChartPoint>& points)
        : document_(document), points_(points),
          attributes_("/Alt" + text_string(in_words(about, points)) + "/A<</O/Layout/BBox[" + box() + "]>>"),
          figure_(document.tags().open("Figure", document.root(), attributes_))
    {
    }

    void draw()
    {
        auto [least, most] = std::ranges::minmax_element(points_, is_less);
        double low = std::min(0.0, least->value), high = std::max({most->value, low + 1e-9, 0.0});
        double top = document_.y() + 12, floor = top + line_room;
        double x = document_.left() + axis + gap, width = document_.width() - axis - 2 * gap;
        double step = points_.size() > 1 ? width / static_cast<double>(points_.size() - 1) : 0;
        std::vector<Point> line;
        for (std::size_t at = 0; at < points_.size(); ++at)
            line.push_back(
                {x + step * static_cast<double>(at), floor - line_room * (points_[at].value - low) / (high - low)});
        auto places = line;
        if (line.size() == 1) line.push_back({x + width, line[0].y});
        document_.canvas().begin_figure(document_.tags().mark(figure_));
        for (double share : {0.0, 0.5, 1.0})
            document_.canvas().draw_bar(rule_tint, x, floor - line_room * share - 0.25, width, 0.5);
        document_.canvas().draw_line(document_.palette().accent, 1.4, line);
        document_.canvas().end_figure();
        right(most->number, x - gap, top + 3, axis);
        if (most->value > least->value) right(least->number, x - gap, height_of(*least, places) + 3, axis);
        left(points_.front().name, x, floor + 14);
        if (points_.size() > 1) right(points_.back().name, x + width, floor + 14, width / 2);
        document_.tags().close(figure_);
        document_.skip(chart_height);
    }

private:
    double height_of(const ChartPoint& point, const std::vector<Point>& places) const
    {
        return places[static_cast<std::size_t>(&point - points_.data())].y;
    }

    std::string box() const
    {
        std::string numbers;
        double bottom = document_.paper().height() - document_.y() - chart_height;
        for (double number : {document_.left(), bottom, document_.left() + document_.width(), bottom + chart_height}) {
            append_number(numbers, number);
            numbers += ' ';
        }
        return numbers;
    }

    // Text belongs to the figure too.
    void show(const Line& text, double x, double baseline)
    {
        document_.canvas().begin("Figure", document_.tags().mark(figure_));
        document_.line(text, x, baseline, label);
        document_.canvas().end();
    }
    void left(const std::string& text, double x, double baseline)
    {
        show(document_.one_line(text, label), x, baseline);
    }
    void right(const std::string& text, double x, double baseline, double room)
    {
        auto lines = document_.type().lines(document_.type().paragraph(text, false), room * 1000 / label.size);
        if (!lines.empty()) show(lines.front(), x - lines.front().width * label.size / 1000, baseline);
    }

    Document& document_;
    const std::vector<ChartPoint>& points_;
    std::string attributes_; // the element looks at it until it is closed
    Element figure_;
};
} // namespace

void draw_line_chart(Document& document, const std::string& about, const std::vector<ChartPoint>& points)
{
    Drawing(document, about, points).draw();
}
} // namespace engine::pdf
