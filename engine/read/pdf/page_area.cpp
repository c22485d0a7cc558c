#include "engine/read/pdf/page_area.hpp"
#include "engine/table/unreadable.hpp"
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <string_view>

namespace engine::pdf
{
namespace
{
// Four numbers parted by commas, from 0 to 100, the first two less than the last two.
std::optional<Box> percents(std::string_view text)
{
    std::array<float, 4> edges{};
    for (std::size_t i = 0; i < edges.size(); ++i) {
        while (text.starts_with(' ')) text.remove_prefix(1);
        auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), edges[i]);
        if (failed != std::errc() || !(edges[i] >= 0 && edges[i] <= 100)) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        bool is_last = i + 1 == edges.size();
        if (is_last ? !text.empty() : !text.starts_with(',')) return std::nullopt;
        if (!is_last) text.remove_prefix(1);
    }
    Box box{edges[0] / 100, edges[1] / 100, edges[2] / 100, edges[3] / 100};
    if (box.width() <= 0 || box.height() <= 0) return std::nullopt;
    return box;
}

Box cut(const Box& box, const Box& area)
{
    return {std::max(box.left, area.left), std::max(box.top, area.top), std::min(box.right, area.right),
            std::min(box.bottom, area.bottom)};
}
} // namespace

PageArea::PageArea(const std::optional<std::string>& text)
{
    if (!text || text->empty() || *text == "all") return;
    share_ = percents(*text);
    if (!share_)
        throw Unreadable("area", fmt::format("“{}” is no area of a page. Write its left, top, right and bottom edge in "
                                             "percent of the page, as 10,20,90,95.",
                                             *text));
}

void PageArea::keep_within(Page& page) const
{
    if (!share_) return;
    Box area{share_->left * page.width, share_->top * page.height, share_->right * page.width,
             share_->bottom * page.height};
    std::erase_if(page.glyphs,
                  [&](const Glyph& glyph) { return !area.holds(glyph.box.middle_x(), glyph.box.middle_y()); });
    for (auto& shape : page.shapes) shape.box = cut(shape.box, area);
    std::erase_if(page.shapes, [](const Shape& shape) { return shape.box.width() < 0 || shape.box.height() < 0; });
    for (auto& box : page.pictures) box = cut(box, area);
    std::erase_if(page.pictures, [](const Box& box) { return box.width() < 0 || box.height() < 0; });
}
} // namespace engine::pdf
