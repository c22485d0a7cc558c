#pragma once
// Which part of each page is read, where a person drew the table's area.
#include "engine/read/pdf/page.hpp"
#include <optional>
#include <string>

namespace engine::pdf
{
class PageArea
{
public:
    // "10,20,90,95" is left, top, right and bottom in percent of the page as it is seen, so that it holds for pages of
    // any size; "all" or nothing is the whole page. Throws Unreadable with a sentence for everything else.
    explicit PageArea(const std::optional<std::string>& text);

    bool is_whole() const { return !share_; }
    // Takes away the characters outside and cuts off what is drawn beyond the edges.
    void keep_within(Page& page) const;

private:
    std::optional<Box> share_; // 0 … 1 of the page
};
} // namespace engine::pdf
