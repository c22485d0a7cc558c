#pragma once
// Text into positioned glyphs. Results are kept, as the words of a table repeat.
#include "engine/publish/pdf/font_set.hpp"
#include <array>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engine::pdf
{
// A stretch of text in one font. `operators` show it at font size 1; lengths are in thousandths of an em.
struct ShapedRun {
    int font = 0;
    std::string operators;
    double width = 0;
};

struct Shaped {
    std::vector<ShapedRun> runs; // from left to right
    double width = 0;
};

class Shaper
{
public:
    explicit Shaper(std::string language);

    // Text that runs in one direction. The result lives as long as the shaper.
    const Shaped& shape(std::string_view utf8, bool bold, bool right_to_left = false);
    FontSet& fonts() { return fonts_; }

private:
    struct Item { // of one font and script
        std::size_t begin = 0, end = 0;
        int font = -1; // -1: no font has these characters
        hb_script_t script = HB_SCRIPT_COMMON;
    };
    struct Plain { // a character that needs no shaping
        Glyph glyph = 0;
        int width = 0;
    };

    bool shape_plain(std::string_view text, bool bold, Shaped& into);
    void shape_item(std::u32string_view text, const Item& item, bool right_to_left, Shaped& into);
    void show_boxes(std::u32string_view text, bool bold, Shaped& into);
    std::vector<Item> itemize(std::u32string_view text, bool bold);

    std::string language_;
    FontSet fonts_;
    std::array<std::array<Plain, 128>, 2> plain_{};
    std::array<std::unordered_map<std::string_view, const Shaped*>, 4> known_; // by bold + 2 × right to left
    std::deque<std::pair<std::string, Shaped>> kept_;
};
} // namespace engine::pdf
