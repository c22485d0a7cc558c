#include "engine/publish/pdf/paragraph.hpp"
#include "engine/publish/pdf/bidi.hpp"
#include <algorithm>
#include <numeric>

namespace engine::pdf
{
namespace
{
// Control characters have no shape: tabs and carriage returns are spaces here, line feeds end a line.
std::string printable(std::string_view text)
{
    std::string clean(text);
    for (char& c : clean)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F) c = ' ';
    while (!clean.empty() && (clean.back() == ' ' || clean.back() == '\n')) clean.pop_back();
    return clean;
}

std::string_view without_end_spaces(std::string_view text)
{
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
    return text;
}
} // namespace

Typesetter::Typesetter(const std::string& language) : shaper_(language), breaks_(language) {}

const Paragraph& Typesetter::paragraph(std::string_view text, bool bold)
{
    auto& known = known_[bold ? 1 : 0];
    if (auto found = known.find(text); found != known.end()) return *found->second;

    auto& paragraph = kept_.emplace_back();
    paragraph.text = printable(text);
    paragraph.bold = bold;
    paragraph.has_right_to_left = has_right_to_left(paragraph.text);
    paragraph.begins_right_to_left = paragraph.has_right_to_left && begins_right_to_left(paragraph.text);
    std::size_t begin = 0;
    double line = 0;
    if (!paragraph.text.empty())
        for (auto [end, must] : breaks_.find(paragraph.text)) {
            auto part = std::string_view(paragraph.text).substr(begin, end - begin);
            paragraph.stretches.push_back(stretch(part, bold, must));
            const auto& added = paragraph.stretches.back();
            paragraph.natural = std::max(paragraph.natural, line + added.visible);
            paragraph.longest = std::max(paragraph.longest, added.visible);
            paragraph.one_line &= !must;
            line = must ? 0 : line + added.shaped->width;
            begin = end;
        }
    bool as_given = paragraph.text == text;
    known.emplace(as_given ? paragraph.text : given_.emplace_back(text), &paragraph);
    return paragraph;
}

Paragraph::Stretch Typesetter::stretch(std::string_view text, bool bold, bool must_break)
{
    auto words = without_end_spaces(text);
    Paragraph::Stretch made{text, nullptr, 0, must_break};
    // A line end is no character to draw.
    if (must_break) text = words;
    made.shaped = &shaper_.shape(text, bold);
    made.visible = words.size() == text.size() ? made.shaped->width : shaper_.shape(words, bold).width;
    return made;
}

std::vector<Line> Typesetter::lines(const Paragraph& paragraph, double width)
{
    std::vector<Line> lines;
    if (paragraph.one_line && paragraph.natural <= width)
        lines.push_back(line(paragraph, paragraph.stretches));
    else
        for (const auto& stretches : broken(paragraph, width)) lines.push_back(line(paragraph, stretches));
    return lines;
}

std::size_t Typesetter::count_lines(const Paragraph& paragraph, double width)
{
    if (paragraph.one_line && paragraph.natural <= width) return 1;
    return std::max<std::size_t>(1, broken(paragraph, width).size());
}

const Paragraph& Typesetter::shortened(const Paragraph& whole, double width, std::size_t lines)
{
    // More bytes than so many lines hold of the narrowest letters are not looked at: a text may be as long as a file.
    constexpr double narrowest = 150, bytes_of_letter = 4;
    auto most = static_cast<std::size_t>(static_cast<double>(lines) * (width / narrowest + 1) * bytes_of_letter);
    auto text = std::string_view(whole.text).substr(0, most);
    if (text.size() == whole.text.size() && count_lines(whole, width) <= lines) return whole;
    auto begins = [&](std::size_t characters) -> const Paragraph& {
        auto end = text.begin() + static_cast<std::ptrdiff_t>(characters);
        while (end != text.begin() && (static_cast<unsigned char>(*end) & 0xC0) == 0x80) --end; // of a character
        return paragraph(std::string(text.begin(), end) + "…", whole.bold);
    };
    std::size_t fits = 0, too_long = text.size();
    while (too_long - fits > 1) {
        auto middle = std::midpoint(fits, too_long);
        (count_lines(begins(middle), width) <= lines ? fits : too_long) = middle;
    }
    return begins(fits);
}

std::vector<std::vector<Paragraph::Stretch>> Typesetter::broken(const Paragraph& paragraph, double width)
{
    std::vector<Paragraph::Stretch> pieces;
    for (const auto& whole : paragraph.stretches) {
        if (whole.visible <= width)
            pieces.push_back(whole);
        else
            split(whole, paragraph.bold, width, pieces);
    }
    std::vector<std::vector<Paragraph::Stretch>> lines;
    double used = 0;
    bool fresh = true;
    for (const auto& piece : pieces) {
        if (fresh || used + piece.visible > width) {
            lines.emplace_back();
            used = 0;
        }
        lines.back().push_back(piece);
        used += piece.shaped->width;
        fresh = piece.must_break;
    }
    return lines;
}

// Text without a place to break (a long address, a checksum) is broken between any two characters.
void Typesetter::split(const Paragraph::Stretch& whole, bool bold, double width, std::vector<Paragraph::Stretch>& into)
{
    auto rest = whole.text;
    while (!rest.empty()) {
        std::size_t end = 0;
        double used = 0;
        while (end < rest.size()) {
            auto next = breaks_.first_character(rest.substr(end));
            used += shaper_.shape(rest.substr(end, next), bold).width;
            if (end > 0 && used > width) break;
            end += next;
        }
        into.push_back(stretch(rest.substr(0, end), bold, whole.must_break && end == rest.size()));
        rest.remove_prefix(end);
    }
}

Line Typesetter::line(const Paragraph& paragraph, const std::vector<Paragraph::Stretch>& stretches)
{
    Line line;
    double end_spaces = 0;
    if (!stretches.empty()) end_spaces = stretches.back().shaped->width - stretches.back().visible;
    if (!paragraph.has_right_to_left) {
        for (const auto& stretch : stretches) line.pieces.push_back(stretch.shaped);
    } else {
        std::string text;
        for (const auto& stretch : stretches) text += stretch.text;
        while (!text.empty() && text.back() == '\n') text.pop_back();
        for (const auto& run : visual_runs(text, paragraph.begins_right_to_left))
            line.pieces.push_back(&shaper_.shape(run.text, paragraph.bold, run.right_to_left));
    }
    for (const auto* piece : line.pieces) line.width += piece->width;
    line.width -= end_spaces;
    return line;
}
} // namespace engine::pdf
