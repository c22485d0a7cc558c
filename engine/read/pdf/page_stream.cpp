#include "engine/read/pdf/page_stream.hpp"
#include "engine/table/unreadable.hpp"
#include <cmath>
#include <cstring>
#include <fmt/format.h>

namespace engine::pdf
{
namespace
{
constexpr std::size_t block_bytes = 1 << 20;
constexpr std::size_t glyph_bytes = 28, shape_bytes = 24, picture_bytes = 16;
} // namespace

PageStream::PageStream(const ByteSource& source, std::string name) : source_(source), name_(std::move(name))
{
    fill(stream_magic.size());
    if (!std::string_view(buffer_).starts_with(stream_magic)) broken();
    at_ = stream_magic.size();
    auto letter = take<char>();
    if (letter == 'F') refuse(word());
    if (letter != 'D') broken();
    pages_ = static_cast<int>(take<std::uint32_t>());
}

void PageStream::broken() const
{
    throw Unreadable("damaged", fmt::format("What was found in “{}” cannot be read. Try again; if it happens again, "
                                            "please report this file.",
                                            name_));
}

void PageStream::refuse(const std::string& code) const
{
    if (code == "locked")
        throw Unreadable("password",
                         fmt::format("“{}” is locked with a password. Give its password, or save it without one "
                                     "and send that file.",
                                     name_));
    if (code == "password")
        throw Unreadable("password", fmt::format("The password does not open “{}”. Check it, or save the document "
                                                 "without one and send that file.",
                                                 name_));
    throw Unreadable("damaged", fmt::format("“{}” is a PDF document that is damaged or cut off, so its pages cannot be "
                                            "read. Export or download it again and check that it opens.",
                                            name_));
}

// Makes `bytes` unread bytes stand in the buffer.
void PageStream::fill(std::size_t bytes)
{
    if (buffer_.size() - at_ >= bytes) return;
    buffer_.erase(0, at_);
    at_ = 0;
    auto had = buffer_.size();
    buffer_.resize(std::max(bytes, block_bytes));
    auto got = source_.read(offset_, std::span(buffer_).subspan(had));
    offset_ += got;
    buffer_.resize(had + got);
    if (buffer_.size() < bytes) broken();
}

template <class T> T PageStream::take()
{
    T value{};
    fill(sizeof value);
    std::memcpy(&value, buffer_.data() + at_, sizeof value);
    at_ += sizeof value;
    if constexpr (std::is_floating_point_v<T>)
        if (!std::isfinite(value)) broken();
    return value;
}

std::string PageStream::word()
{
    auto length = take<std::uint8_t>();
    fill(length);
    auto text = buffer_.substr(at_, length);
    at_ += length;
    return text;
}

double PageStream::progress() const
{
    return source_.size() ? static_cast<double>(offset_) / static_cast<double>(source_.size()) : 1;
}

void PageStream::read_page(Page& page)
{
    page.number = static_cast<int>(take<std::uint32_t>());
    page.width = take<float>();
    page.height = take<float>();
    take<std::uint16_t>(); // the rotation: everything is told as it is seen
    page.cut_off = take<std::uint16_t>() & 1;
    std::uint64_t glyphs = take<std::uint32_t>(), shapes = take<std::uint32_t>(), pictures = take<std::uint32_t>();
    auto bytes = glyphs * glyph_bytes + shapes * shape_bytes + pictures * picture_bytes;
    if (bytes > source_.size()) broken();
    fill(bytes);
    auto box = [this] {
        Box read;
        read.left = take<float>();
        read.top = take<float>();
        read.right = take<float>();
        read.bottom = take<float>();
        return read;
    };
    page.glyphs.resize(glyphs);
    for (auto& glyph : page.glyphs) {
        glyph.unicode = take<std::uint32_t>();
        glyph.box = box();
        glyph.size = take<float>();
        glyph.angle = take<std::uint16_t>();
        auto flags = take<std::uint16_t>();
        glyph.invisible = flags & 1;
    }
    page.shapes.resize(shapes);
    for (auto& shape : page.shapes) {
        shape.box = box();
        shape.width = take<float>();
        shape.filled = take<std::uint8_t>() == 1;
        shape.grey = take<std::uint8_t>();
        take<std::uint16_t>();
    }
    page.pictures.resize(pictures);
    for (auto& picture : page.pictures) picture = box();
}

// Goes to the next record of this kind; false at the end.
bool PageStream::go_to(char kind)
{
    while (true) {
        auto letter = take<char>();
        if (letter == kind) return true;
        if (letter == 'E') return false;
        if (letter != 'L') broken();
        left_out_ = word();
    }
}

bool PageStream::next(Page& page)
{
    if (!go_to('P')) return false;
    read_page(page);
    return true;
}

bool PageStream::next_picture(int& page, std::string& png)
{
    if (!go_to('I')) return false;
    page = static_cast<int>(take<std::uint32_t>());
    auto length = take<std::uint32_t>();
    if (length > source_.size()) broken();
    fill(length);
    png = buffer_.substr(at_, length);
    at_ += length;
    return true;
}
} // namespace engine::pdf
