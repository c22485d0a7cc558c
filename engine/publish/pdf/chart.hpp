#pragma once
// A line chart of the figures of a section, drawn as vectors: a Figure with an alternative text that says the same.
#include "engine/publish/pdf/document.hpp"
#include <string>
#include <vector>

namespace engine::pdf
{
struct ChartPoint {
    std::string name, number; // as people read them
    double value = 0;
};

inline constexpr double chart_height = 160; // points
// `about`: what is counted by what, for the alternative text.
void draw_line_chart(Document& document, const std::string& about, const std::vector<ChartPoint>& points);
} // namespace engine::pdf
