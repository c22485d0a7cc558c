#include "engine/publish/pdf/chart.hpp"
#include "engine/publish/pdf/syntax.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::pdf
{
namespace
{
constexpr Style label{.size = 8, .color = ink};
constexpr double bar_step = 17, bar_thickness = 10, label_width = 150, number_width = 60, gap = 6;
constexpr double line_room = 120, axis = 30;
constexpr std::size_t most_said = 12;

std::string name_of(const GroupCount::Group& group) { return group.value.empty() ? "(blank)" : group.value; }

std::int64_t most_rows(const Counted& counted)
{
    std::int64_t most = 1;
    for (const auto& group : counted.groups) most = std::max(most, group.rows);
    return most;
}

std::string in_words(ChartKind kind, const Counted& counted)
{
    const auto& groups = counted.groups;
    std::string words =
        fmt::format("{} chart of the number of rows by {}: ", kind == ChartKind::bar ? "Bar" : "Line", counted.title);
    if (groups.size() <= most_said + 1) {
        for (const auto& group : groups)
            words +=
                fmt::format("{}{} {}", &group == groups.data() ? "" : ", ", name_of(group), with_thousands(group.rows));
        return words + ".";
    }
    auto [least, most] = std::ranges::minmax_element(groups, {}, &GroupCount::Group::rows);
    return words + fmt::format("{} values from {} to {}; fewest at {} with {}, most at {} with {}.", groups.size(),
                               name_of(groups.front()), name_of(groups.back()), name_of(*least),
                               with_thousands(least->rows), name_of(*most), with_thousands(most->rows));
}

class Drawing
{
public:
    Drawing(Document& document, ChartKind kind, const Counted& counted)
        : document_(document), counted_(counted), height_(chart_height(kind, counted)),
          attributes_("/Alt" + text_string(in_words(kind, counted)) + "/A<</O/Layout/BBox[" + box() + "]>>"),
          figure_(document.tags().open("Figure", document.root(), attributes_))
    {
    }

    void bars()
    {
        double most = static_cast<double>(most_rows(counted_)), y = document_.y();
        double longest = document_.width() - label_width - number_width - 2 * gap;
        begin();
        for (const auto& group : counted_.groups) {
            document_.canvas().draw_bar(group.is_rest ? document_.palette().bar : document_.palette().accent,
                                        document_.left() + label_width + gap, y + (bar_step - bar_thickness) / 2,
                                        std::max(0.5, longest * static_cast<double>(group.rows) / most), bar_thickness);
            y += bar_step;
        }
        document_.canvas().end_figure();
        y = document_.y();
        for (const auto& group : counted_.groups) {
            double length = longest * static_cast<double>(group.rows) / most, baseline = y + bar_step / 2 + 3;
            right(name_of(group), document_.left() + label_width, baseline, label_width);
            left(with_thousands(group.rows), document_.left() + label_width + 2 * gap + length, baseline);
            y += bar_step;
        }
    }

    void line()
    {
        const auto& groups = counted_.groups;
        double most = static_cast<double>(most_rows(counted_)), top = document_.y() + 8, floor = top + line_room;
        double x = document_.left() + axis + gap, width = document_.width() - axis - gap;
        double step = groups.size() > 1 ? width / static_cast<double>(groups.size() - 1) : 0;
        std::vector<Point> points;
        for (std::size_t at = 0; at < groups.size(); ++at)
            points.push_back(
                {x + step * static_cast<double>(at), floor - line_room * static_cast<double>(groups[at].rows) / most});
        if (points.size() == 1) points.push_back({x + width, points[0].y});
        begin();
        for (double share : {0.0, 0.5, 1.0})
            document_.canvas().draw_bar(rule_tint, x, floor - line_room * share - 0.25, width, 0.5);
        document_.canvas().draw_line(document_.palette().accent, 1.4, points);
        document_.canvas().end_figure();
        right("0", x - gap, floor + 3, axis);
        right(with_thousands(most_rows(counted_)), x - gap, top + 3, axis);
        left(name_of(groups.front()), x, floor + 14);
        if (groups.size() > 1) right(name_of(groups.back()), x + width, floor + 14, width / 2);
    }

    void finish()
    {
        document_.tags().close(figure_);
        document_.skip(height_);
    }

private:
    std::string box() const
    {
        std::string numbers;
        double bottom = document_.paper().height() - document_.y() - height_;
        for (double number : {document_.left(), bottom, document_.left() + document_.width(), bottom + height_}) {
            append_number(numbers, number);
            numbers += ' ';
        }
        return numbers;
    }

    void begin() { document_.canvas().begin_figure(document_.tags().mark(figure_)); }

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
    const Counted& counted_;
    double height_;
    std::string attributes_; // the element looks at it until it is closed
    Element figure_;
};
} // namespace

double chart_height(ChartKind kind, const Counted& counted)
{
    if (kind == ChartKind::line) return line_room + 40;
    return bar_step * static_cast<double>(counted.groups.size()) + 12;
}

void draw_chart(Document& document, ChartKind kind, const Counted& counted)
{
    Drawing drawing(document, kind, counted);
    if (kind == ChartKind::bar)
        drawing.bars();
    else
        drawing.line();
    drawing.finish();
}
} // namespace engine::pdf
