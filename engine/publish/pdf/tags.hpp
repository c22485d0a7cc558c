#pragma once
// The structure tree: what each piece of marked content is, in reading order (ISO 32000-1, 14.7 and 14.8).
#include "engine/publish/pdf/objects.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace engine::pdf
{
struct Element {
    std::string_view type;       // Document, H1, P, Table, TR, TH, TD …
    std::string_view attributes; // "/A<<…>>", or ""
    int number = 0;              // its object
    int parent = 0;
    std::vector<int> kids;
    int page = 0, mcid = -1;  // first content
    std::string more_content; // on later pages
};

class Tags
{
public:
    explicit Tags(Objects& objects) : objects_(objects), root_(objects.reserve()) {}

    Element open(std::string_view type, Element& parent, std::string_view attributes = {});
    Element open_document();
    void close(const Element& element); // writes it; its kids must be known by then

    int begin_page(int page); // the page's key in the parent tree
    void end_page();
    int mark(Element& element); // the number of a piece of content of the current page that belongs to the element

    int finish(); // the object of the structure tree root

private:
    Objects& objects_;
    int root_;
    int document_ = 0;
    int page_ = 0, pages_ = 0;
    std::string parents_; // of the current page's content
    int marks_ = 0;
    std::string parent_tree_;
};
} // namespace engine::pdf
