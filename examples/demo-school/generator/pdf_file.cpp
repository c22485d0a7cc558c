#include "examples/demo-school/generator/file.hpp"
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>

namespace demo_school
{
namespace
{
constexpr int page_width = 595, page_height = 842, left = 40, top = 780, bottom = 60; // points; A4
constexpr int line_height = 12, padding = 4, character = 5;                           // of Helvetica in 9 points

// One line of text, at its baseline.
std::string shown(int x, int y, std::string_view text, bool bold = false)
{
    std::string escaped;
    for (char c : to_windows_1252(text)) {
        if (c == '(' || c == ')' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return fmt::format("BT /{} 9 Tf {} {} Td ({}) Tj ET\n", bold ? "B" : "F", x, y, escaped);
}

// Broken at spaces to fit so many characters.
std::vector<std::string> wrapped(std::string_view text, std::size_t width)
{
    std::vector<std::string> lines;
    while (text.size() > width) {
        auto space = text.rfind(' ', width);
        if (space == text.npos) break;
        lines.emplace_back(text.substr(0, space));
        text.remove_prefix(space + 1);
    }
    lines.emplace_back(text);
    return lines;
}

class Pages
{
public:
    explicit Pages(const PrintStyle& style) : style_(style) {}

    void row(const Row& row, bool bold)
    {
        std::vector<std::vector<std::string>> cells;
        std::size_t most = 1;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            cells.push_back(wrapped(row.cells[c].text, style_.widths[c]));
            most = std::max(most, cells.back().size());
        }
        int height = static_cast<int>(most) * line_height + padding;
        if (contents.empty() || y_ - height < bottom) {
            start_page();
            if (head_) this->row(*head_, true);
        }
        if (!head_) head_ = &row;
        int x = left;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            int width = static_cast<int>(style_.widths[c]) * character + 2 * padding;
            contents.back() += fmt::format("{} {} {} {} re S\n", x, y_ - height, width, height);
            int baseline = y_;
            for (const auto& line : cells[c])
                contents.back() += shown(x + padding, (baseline -= line_height) + padding - 2, line, bold);
            x += width;
        }
        y_ -= height;
    }

    void finish()
    {
        for (std::size_t p = 0; p < contents.size(); ++p)
            contents[p] += shown(left, bottom - 25, fmt::format("Page {} of {}", p + 1, contents.size()));
    }

    std::vector<std::string> contents;

private:
    void start_page()
    {
        contents.push_back("0.5 w\n" + shown(left, top + 20, style_.heading, true));
        y_ = top;
    }

    const PrintStyle& style_;
    const Row* head_ = nullptr;
    int y_ = 0;
};
} // namespace

void write_pdf(const std::filesystem::path& path, const DemoFile& file, const PrintStyle& style)
{
    Pages pages(style);
    for (const Row& row : file.rows) pages.row(row, &row == &file.rows.front());
    pages.finish();
    std::vector<std::string> objects{"<</Type/Catalog/Pages 2 0 R>>", "",
                                     "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
                                     "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"};
    std::string kids;
    for (const auto& content : pages.contents) {
        kids += fmt::format("{} 0 R ", objects.size() + 1);
        objects.push_back(fmt::format("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", objects.size() + 2));
        objects.push_back(fmt::format("<</Length {}>>stream\n{}endstream", content.size(), content));
    }
    objects[1] =
        fmt::format("<</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 {} {}]/Resources<</Font<</F 3 0 R/B 4 0 R>>>>>>",
                    pages.contents.size(), kids, page_width, page_height);
    std::string text = "%PDF-1.4\n", places;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        places += fmt::format("{:010} 00000 n \n", text.size());
        text += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    auto count = objects.size() + 1, start = text.size();
    text += fmt::format("xref\n0 {}\n0000000000 65535 f \n{}trailer<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n",
                        count, places, count, start);
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}
} // namespace demo_school
