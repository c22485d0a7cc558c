#pragma once
// A tagged PDF document under construction: pages, the flow of text down them, and what a file needs around it.
#include "engine/publish/pdf/canvas.hpp"
#include "engine/publish/pdf/objects.hpp"
#include "engine/publish/pdf/paragraph.hpp"
#include "engine/publish/pdf/tags.hpp"
#include "engine/publish/picture.hpp"
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::pdf
{
struct Paper { // A4
    bool landscape = false;
    double width() const { return landscape ? 841.89 : 595.28; }
    double height() const { return landscape ? 595.28 : 841.89; }
};
inline constexpr double margin = 40;
inline constexpr double bottom_margin = 48; // the footer stands in it

struct DocumentText {
    std::string title, school, language;
    Palette palette{};
};
inline constexpr std::string_view logo_name = "Logo";

class Document
{
public:
    // The typesetter has measured the text by now.
    Document(ByteSink& sink, DocumentText text, Paper paper, std::unique_ptr<Typesetter> type);

    Typesetter& type() { return *type_; }
    Tags& tags() { return tags_; }
    Canvas& canvas() { return *canvas_; }
    Element& root() { return root_; }
    const Paper& paper() const { return paper_; }
    const Palette& palette() const { return text_.palette; }
    // Makes the picture known by logo_name.
    void add_logo(const Picture& picture);

    double left() const { return margin; }
    double width() const { return paper_.width() - 2 * margin; }
    double y() const { return y_; } // where the next thing goes
    double room() const { return paper_.height() - bottom_margin - y_; }
    double page_room() const { return paper_.height() - bottom_margin - top_of_page; } // of a fresh page
    void skip(double height) { y_ += height; }
    void start_page();
    // A fresh page unless there is room for `height`.
    void need(double height)
    {
        if (room() < height) start_page();
    }

    // Text of an element of its own, broken into lines; flows over pages.
    void text(std::string_view tag, Element& parent, std::string_view text, const Style& style, double x, double width);
    // One line of text that belongs to what is marked at the moment.
    void line(const Line& line, double x, double y, const Style& style);
    Line one_line(std::string_view text, const Style& style);

    // Page numbers, fonts, metadata. `id` is 32 hex digits.
    void finish(const std::string& id);

private:
    static constexpr double top_of_page = 58;

    void end_page();
    void running_head();
    std::string footer(std::size_t page);
    int write_pages(int resources); // the object of the page tree

    Objects objects_;
    DocumentText text_;
    Paper paper_;
    std::unique_ptr<Typesetter> type_;
    Tags tags_;
    Element root_;
    struct Page {
        int object, content, key;
    };
    std::vector<Page> pages_;
    std::optional<Canvas> canvas_;
    double y_ = 0;
    int logo_ = 0; // its object; 0: there is none
};
} // namespace engine::pdf
