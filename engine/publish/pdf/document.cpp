#include "engine/publish/pdf/document.hpp"
#include "engine/publish/pdf/syntax.hpp"
#include "engine/publish/pdf/xmp.hpp"

namespace engine::pdf
{
namespace
{
constexpr Style small{.size = 7.5, .color = muted};
constexpr double footer_offset = 22; // from the lower edge to the baseline
} // namespace

Document::Document(ByteSink& sink, DocumentText text, Paper paper, std::unique_ptr<Typesetter> type)
    : objects_(sink), text_(std::move(text)), paper_(paper), type_(std::move(type)), tags_(objects_),
      root_(tags_.open_document())
{
    start_page();
}

void Document::start_page()
{
    if (canvas_) end_page();
    auto& page = pages_.emplace_back();
    page.object = objects_.reserve();
    page.key = tags_.begin_page(page.object);
    canvas_.emplace(paper_.height());
    y_ = margin;
    if (pages_.size() > 1) running_head();
}

void Document::end_page()
{
    tags_.end_page();
    pages_.back().content = objects_.add_stream("", canvas_->content());
    canvas_.reset();
}

void Document::running_head()
{
    canvas_->begin_artifact("/Type/Pagination/Subtype/Header");
    auto title = one_line(text_.title, small);
    line(title, left(), margin - 6, small);
    canvas_->end();
    canvas_->fill(rule_tint, left(), margin + 2, width(), 0.6);
    y_ = top_of_page;
}

void Document::line(const Line& line, double x, double y, const Style& style)
{
    canvas_->move_to(x, y, style.size, style.color);
    canvas_->show(line);
}

Line Document::one_line(std::string_view text, const Style& style)
{
    auto lines = type_->lines(type_->paragraph(text, style.bold), width() * 1000 / style.size);
    return lines.empty() ? Line{} : std::move(lines.front());
}

void Document::text(std::string_view tag, Element& parent, std::string_view text, const Style& style, double x,
                    double width)
{
    auto element = tags_.open(tag, parent);
    bool marked = false;
    for (const auto& broken : type_->lines(type_->paragraph(text, style.bold), width * 1000 / style.size)) {
        if (room() < style.leading()) {
            if (marked) canvas_->end();
            marked = false;
            start_page();
        }
        if (!marked) canvas_->begin(tag, tags_.mark(element));
        marked = true;
        line(broken, x, y_ + style.ascent(), style);
        y_ += style.leading();
    }
    if (marked) canvas_->end();
    tags_.close(element);
}

void Document::add_logo(const Picture& picture)
{
    logo_ = objects_.add_stream("/Type/XObject/Subtype/Image/Width " + std::to_string(picture.width) + "/Height " +
                                    std::to_string(picture.height) + "/ColorSpace/DeviceRGB/BitsPerComponent 8",
                                picture.rgb);
}

void Document::finish(const std::string& id)
{
    end_page();
    tags_.close(root_);
    int resources = objects_.reserve();
    int pages = write_pages(resources);
    std::string pictures;
    if (logo_ != 0) pictures = "/XObject<</" + std::string(logo_name) + " " + reference(logo_) + ">>";
    objects_.put(resources, "<</Font<<" + type_->fonts().embed(objects_) + ">>" + pictures + ">>");
    int info = objects_.add("<</Title" + text_string(text_.title) + "/Producer(BatchOps)>>");
    int metadata = objects_.add_plain_stream("/Type/Metadata/Subtype/XML", xmp(text_.title, text_.language));
    int structure = tags_.finish();
    int catalog = objects_.add("<</Type/Catalog/Pages " + reference(pages) + "/Metadata " + reference(metadata) +
                               "/StructTreeRoot " + reference(structure) + "/MarkInfo<</Marked true>>/Lang" +
                               text_string(text_.language) + "/ViewerPreferences<</DisplayDocTitle true>>>>");
    objects_.finish(catalog, info, id);
}

int Document::write_pages(int resources)
{
    int pages = objects_.reserve();
    std::string box, kids;
    append_number(box, paper_.width());
    box += ' ';
    append_number(box, paper_.height());
    for (std::size_t page = 0; page < pages_.size(); ++page) {
        const auto& written = pages_[page];
        int foot = objects_.add_stream("", footer(page));
        objects_.put(written.object, "<</Type/Page/Parent " + reference(pages) + "/MediaBox[0 0 " + box +
                                         "]/Resources " + reference(resources) + "/Contents[" +
                                         reference(written.content) + " " + reference(foot) + "]/StructParents " +
                                         std::to_string(written.key) + "/Tabs/S>>");
        kids += reference(written.object) + " ";
    }
    objects_.put(pages, "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages_.size()) + ">>");
    return pages;
}

// The footer knows how many pages there are, so it is a content stream of its own, written at the end.
std::string Document::footer(std::size_t page)
{
    Canvas canvas(paper_.height());
    double y = paper_.height() - footer_offset;
    canvas.fill(rule_tint, left(), y - 14, width(), 0.6);
    canvas.begin_artifact("/Type/Pagination/Subtype/Footer");
    canvas.move_to(left(), y, small.size, small.color);
    canvas.show(one_line(text_.school, small));
    auto number = one_line("Page " + std::to_string(page + 1) + " of " + std::to_string(pages_.size()), small);
    canvas.move_to(left() + width() - number.width * small.size / 1000, y, small.size, small.color);
    canvas.show(number);
    canvas.end();
    return canvas.content();
}
} // namespace engine::pdf
