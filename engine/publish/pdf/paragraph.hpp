#pragma once
// The text of one cell, heading or note: measured once, then broken into lines of any width. Lengths are in thousandths
// of an em.
#include "engine/publish/pdf/line_breaks.hpp"
#include "engine/publish/pdf/shaping.hpp"
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace engine::pdf
{
struct Paragraph {
    struct Stretch { // text that stays together when a line is broken
        std::string_view text;
        const Shaped* shaped = nullptr;
        double visible = 0; // width without the spaces at its end
        bool must_break = false;
    };
    std::string text; // with its control characters out of the way
    bool bold = false;
    bool has_right_to_left = false, begins_right_to_left = false;
    std::vector<Stretch> stretches;
    double natural = 0;   // width of the longest line when nothing is broken
    double longest = 0;   // width of the widest stretch
    bool one_line = true; // nothing in the text asks for more than one
};

struct Line {
    std::vector<const Shaped*> pieces; // from left to right
    double width = 0;                  // without the spaces at its end
};

class Typesetter
{
public:
    explicit Typesetter(const std::string& language);

    // The result lives as long as the typesetter. The same text gives the same paragraph.
    const Paragraph& paragraph(std::string_view text, bool bold);
    std::vector<Line> lines(const Paragraph& paragraph, double width);
    std::size_t count_lines(const Paragraph& paragraph, double width);
    // The longest beginning of the text that takes so many lines, with “…” behind it; the text itself where it fits.
    const Paragraph& shortened(const Paragraph& paragraph, double width, std::size_t lines);
    FontSet& fonts() { return shaper_.fonts(); }

private:
    std::vector<std::vector<Paragraph::Stretch>> broken(const Paragraph& paragraph, double width);
    void split(const Paragraph::Stretch& stretch, bool bold, double width, std::vector<Paragraph::Stretch>& into);
    Paragraph::Stretch stretch(std::string_view text, bool bold, bool must_break);
    Line line(const Paragraph& paragraph, const std::vector<Paragraph::Stretch>& stretches);

    Shaper shaper_;
    LineBreaks breaks_;
    std::deque<Paragraph> kept_;
    std::unordered_map<std::string_view, const Paragraph*> known_[2]; // by bold; keys are texts as given
    std::deque<std::string> given_;                                   // those that are not printable as they are
};
} // namespace engine::pdf
