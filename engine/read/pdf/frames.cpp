#include "engine/read/pdf/frames.hpp"
#include "engine/read/pdf/captions.hpp"
#include "engine/read/pdf/region.hpp"
#include <algorithm>
#include <cmath>

namespace engine::pdf
{
namespace
{
constexpr float same_end = 4, least_width = 100, most_height = 500; // points

// Places of the lines that have the same ends as `top` and follow it.
std::vector<float> places_below(const std::vector<Ruling>& across, std::size_t top, std::vector<bool>& used)
{
    std::vector<float> places{across[top].at};
    for (auto i = top + 1; i < across.size() && across[i].at - places.back() < most_height; ++i) {
        bool same = std::fabs(across[i].from - across[top].from) <= same_end &&
                    std::fabs(across[i].to - across[top].to) <= same_end;
        if (!same) continue;
        places.push_back(across[i].at);
        used[i] = true;
    }
    return places;
}

enum class Band { empty, rows, other };

Band band_between(const std::vector<TextLine>& lines, const Box& band)
{
    constexpr float margin = 6; // points that text may stand out
    std::size_t rows = 0, seen = 0;
    auto first =
        std::ranges::lower_bound(lines, band.top, {}, [](const TextLine& line) { return line.box.middle_y(); });
    for (auto line = first; line != lines.end() && line->box.middle_y() <= band.bottom; ++line) {
        if (line->box.left < band.left - margin || line->box.right > band.right + margin || is_caption(*line))
            return Band::other;
        ++seen;
        rows += pieces(*line, wide_gap).size() > 1;
    }
    if (seen == 0) return Band::empty;
    return rows > 0 && rows * 3 >= seen ? Band::rows : Band::other;
}
} // namespace

std::vector<Box> find_frames(const std::vector<TextLine>& lines, const std::vector<Ruling>& across)
{
    std::vector<Box> frames;
    std::vector<bool> used(across.size());
    for (std::size_t i = 0; i < across.size(); ++i) {
        if (used[i] || across[i].to - across[i].from < least_width) continue;
        auto places = places_below(across, i, used);
        std::size_t bands = 0;
        Box frame;
        auto close = [&] {
            if (bands >= 2) frames.push_back(frame);
            bands = 0;
        };
        for (std::size_t p = 1; p < places.size(); ++p) {
            Box band{across[i].from, places[p - 1], across[i].to, places[p]};
            auto what = band_between(lines, band);
            if (what == Band::other) close();
            if (what != Band::rows) continue;
            if (bands == 0) frame = band;
            frame.include(band);
            ++bands;
        }
        close();
    }
    return frames;
}
} // namespace engine::pdf
