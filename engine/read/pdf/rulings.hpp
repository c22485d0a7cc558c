#pragma once
// The straight lines of a page that can rule a table, joined from the strokes and thin rectangles that draw them.
#include "engine/read/pdf/page.hpp"
#include <vector>

namespace engine::pdf
{
// Horizontal: `at` is y, from … to are x. Vertical: the other way round.
struct Ruling {
    float at = 0, from = 0, to = 0;
    bool operator==(const Ruling&) const = default;
};

struct Rulings {
    std::vector<Ruling> horizontal, vertical; // sorted by `at`, then `from`
    bool operator==(const Rulings&) const = default;
};

// Points by which lines may miss each other and still be one, or still meet.
inline constexpr float snap = 3;

// `fills`: whether the edges of filled areas count as lines.
Rulings find_rulings(const Page& page, bool fills);
} // namespace engine::pdf
