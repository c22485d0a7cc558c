// SPDX-License-Identifier: GPL-3.0-or-later
#include "pdfhelper/answer.hpp"
#include <cerrno>
#include <system_error>
#include <unistd.h>

namespace pdfhelper
{
namespace
{
constexpr std::size_t flush_bytes = 1 << 18;
}

Answer::Answer(int descriptor) : descriptor_(descriptor) { buffer_ = "batchops-pages1\n"; }

void Answer::add(const void* bytes, std::size_t count)
{
    buffer_.append(static_cast<const char*>(bytes), count);
    if (buffer_.size() >= flush_bytes) flush();
}

void Answer::flush()
{
    for (std::string_view rest = buffer_; !rest.empty();) {
        auto put = ::write(descriptor_, rest.data(), rest.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) throw std::system_error(errno, std::generic_category(), "write");
        rest.remove_prefix(static_cast<std::size_t>(put));
    }
    buffer_.clear();
}

void Answer::document(int pages)
{
    put('D');
    put(static_cast<std::uint32_t>(pages));
}

void Answer::page(int number, double width, double height, int rotation, const PageContent& content)
{
    put('P');
    put(static_cast<std::uint32_t>(number));
    put(static_cast<float>(width));
    put(static_cast<float>(height));
    put(static_cast<std::uint16_t>(rotation));
    put(static_cast<std::uint16_t>(content.cut_off));
    put(static_cast<std::uint32_t>(content.characters.size()));
    put(static_cast<std::uint32_t>(content.shapes.size()));
    put(static_cast<std::uint32_t>(content.pictures.size()));
    add(content.characters.data(), content.characters.size() * sizeof(Character));
    add(content.shapes.data(), content.shapes.size() * sizeof(Shape));
    add(content.pictures.data(), content.pictures.size() * sizeof(Picture));
}

void Answer::picture(int page, std::string_view png)
{
    put('I');
    put(static_cast<std::uint32_t>(page));
    put(static_cast<std::uint32_t>(png.size()));
    add(png.data(), png.size());
}

void Answer::word(char letter, std::string_view code)
{
    put(letter);
    put(static_cast<std::uint8_t>(code.size()));
    add(code.data(), code.size());
}

void Answer::failure(std::string_view code) { word('F', code); }
void Answer::left_out(std::string_view code) { word('L', code); }

void Answer::end()
{
    put('E');
    flush();
}
} // namespace pdfhelper
