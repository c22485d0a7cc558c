#include "engine/publish/pdf/tags.hpp"
#include "engine/publish/pdf/syntax.hpp"

namespace engine::pdf
{
namespace
{
void append_reference(std::string& out, int object)
{
    append_integer(out, object);
    out += " 0 R";
}
} // namespace

Element Tags::open(std::string_view type, Element& parent, std::string_view attributes)
{
    Element element{.type = type,
                    .attributes = attributes,
                    .number = objects_.reserve(),
                    .parent = parent.number,
                    .kids = {},
                    .more_content = {}};
    parent.kids.push_back(element.number);
    return element;
}

Element Tags::open_document()
{
    document_ = objects_.reserve();
    return {.type = "Document", .attributes = {}, .number = document_, .parent = root_, .kids = {}, .more_content = {}};
}

void Tags::close(const Element& element)
{
    std::string body = "<</S/";
    body.append(element.type).append("/P ");
    append_reference(body, element.parent);
    body += element.attributes;
    if (element.mcid >= 0) {
        body += "/Pg ";
        append_reference(body, element.page);
    }
    if (!element.kids.empty()) {
        body += "/K[";
        for (int kid : element.kids) {
            append_reference(body, kid);
            body += ' ';
        }
        body += ']';
    } else if (!element.more_content.empty())
        body += "/K[" + std::to_string(element.mcid) + element.more_content + "]";
    else if (element.mcid >= 0) {
        body += "/K ";
        append_integer(body, element.mcid);
    }
    objects_.put(element.number, body += ">>");
}

int Tags::begin_page(int page)
{
    page_ = page;
    marks_ = 0;
    parents_ = "[";
    return pages_++;
}

void Tags::end_page()
{
    parent_tree_ += std::to_string(pages_ - 1) + " " + reference(objects_.add(parents_ + "]")) + " ";
}

int Tags::mark(Element& element)
{
    append_reference(parents_, element.number);
    parents_ += ' ';
    if (element.mcid < 0) {
        element.page = page_;
        element.mcid = marks_;
    } else
        element.more_content += "<</Type/MCR/Pg " + reference(page_) + "/MCID " + std::to_string(marks_) + ">>";
    return marks_++;
}

int Tags::finish()
{
    objects_.put(root_, "<</Type/StructTreeRoot/K " + reference(document_) + "/ParentTreeNextKey " +
                            std::to_string(pages_) + "/ParentTree<</Nums[" + parent_tree_ + "]>>>>");
    return root_;
}
} // namespace engine::pdf
