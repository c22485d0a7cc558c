#pragma once
// Charts of counts, drawn as vectors: a Figure with an alternative text that says the same in words.
#include "engine/contract/chart.hpp"
#include "engine/publish/pdf/document.hpp"
#include "engine/publish/summary/group_count.hpp"
#include <string>
#include <vector>

namespace engine::pdf
{
struct Counted {
    std::string title; // of the column
    std::vector<GroupCount::Group> groups;
};

double chart_height(ChartKind kind, const Counted& counted); // points
void draw_chart(Document& document, ChartKind kind, const Counted& counted);

} // namespace engine::pdf
