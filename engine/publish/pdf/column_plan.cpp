#include "engine/publish/pdf/column_plan.hpp"
#include <algorithm>
#include <numeric>

namespace engine::pdf
{
namespace
{
// Points. Longer text wraps, longer words break.
constexpr double widest_text = 240, widest_word = 130, comfortable_text = 120;
constexpr double most_stretch = 2.2; // of a table with little in it

struct Sizes {
    bool landscape;
    double size;
};
constexpr Sizes tries[] = {{false, 9}, {false, 8.25}, {true, 8.75}, {true, 8}, {true, 7.25}};
constexpr double smallest = 7.25;

struct Room {
    double least, comfortable, natural;
};

Room room_of(const ColumnNeed& need, double size)
{
    double natural = std::min(need.natural * size / 1000, widest_text);
    double least = std::min({need.longest * size / 1000, widest_word, natural});
    double comfortable = std::min(natural, std::max(least, comfortable_text));
    return {least + 2 * cell_padding, comfortable + 2 * cell_padding, natural + 2 * cell_padding};
}

double sum(std::span<const ColumnNeed> needs, double size, double Room::* part)
{
    return std::accumulate(needs.begin(), needs.end(), 0.0,
                           [&](double so_far, const ColumnNeed& need) { return so_far + room_of(need, size).*part; });
}

double page_width(bool landscape) { return Paper{landscape}.width() - 2 * margin; }

// Fills page after page; the first column comes again in each set, as it says what a row is.
std::vector<std::vector<std::size_t>> split(std::span<const ColumnNeed> needs, double available)
{
    std::vector<std::vector<std::size_t>> sets{{0}};
    double key = room_of(needs[0], smallest).comfortable, used = key;
    for (std::size_t column = 1; column < needs.size(); ++column) {
        double width = room_of(needs[column], smallest).comfortable;
        if (used + width > available && sets.back().size() > 1) {
            sets.push_back({0});
            used = key;
        }
        sets.back().push_back(column);
        used += width;
    }
    return sets;
}
} // namespace

std::vector<PlannedColumn> fit_columns(std::span<const ColumnNeed> needs, std::span<const std::size_t> columns,
                                       double size, double available)
{
    double least = 0, natural = 0;
    for (auto column : columns) {
        auto room = room_of(needs[column], size);
        least += room.least;
        natural += room.natural;
    }
    std::vector<PlannedColumn> planned;
    for (auto column : columns) {
        auto room = room_of(needs[column], size);
        double width = room.natural * std::min(available / natural, most_stretch);
        if (natural > available && least < available)
            width = room.least + (room.natural - room.least) * (available - least) / (natural - least);
        if (least >= available) width = room.least * available / least;
        planned.push_back({column, width});
    }
    return planned;
}

ColumnPlan plan_columns(std::span<const ColumnNeed> needs)
{
    ColumnPlan plan;
    std::vector<std::size_t> all(needs.size());
    std::iota(all.begin(), all.end(), 0);
    auto whole = [&](bool landscape, double size) {
        plan.paper.landscape = landscape;
        plan.size = size;
        plan.sets = {fit_columns(needs, all, size, page_width(landscape))};
        return plan;
    };
    for (auto [landscape, size] : tries)
        if (sum(needs, size, &Room::comfortable) <= page_width(landscape)) return whole(landscape, size);
    if (sum(needs, smallest, &Room::least) <= page_width(true)) return whole(true, smallest);

    plan.paper.landscape = true;
    plan.size = smallest;
    for (const auto& set : split(needs, page_width(true)))
        plan.sets.push_back(fit_columns(needs, set, smallest, page_width(true)));
    return plan;
}
} // namespace engine::pdf
