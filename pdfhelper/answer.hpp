// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The answer on descriptor 4, as README.md describes it.
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace pdfhelper
{
#pragma pack(push, 1)
struct Character {
    std::uint32_t unicode;
    float left, top, right, bottom, size;
    std::uint16_t angle;
    std::uint8_t flags, zero;
};
struct Shape {
    float x0, y0, x1, y1, width;
    std::uint8_t kind, grey;
    std::uint16_t zero;
};
struct Picture {
    float left, top, right, bottom;
};
#pragma pack(pop)
inline constexpr std::uint8_t invisible = 1;

// What one page shows.
struct PageContent {
    std::vector<Character> characters;
    std::vector<Shape> shapes;
    std::vector<Picture> pictures;
    bool cut_off = false;

    std::size_t items() const { return characters.size() + shapes.size() + pictures.size(); }
};

class Answer
{
public:
    explicit Answer(int descriptor);
    void document(int pages);
    void page(int number, double width, double height, int rotation, const PageContent& content);
    void picture(int page, std::string_view png);
    void failure(std::string_view code);
    void left_out(std::string_view code);
    void end(); // flushes

private:
    template <class T> void put(const T& value)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        add(&value, sizeof value);
    }
    void add(const void* bytes, std::size_t count);
    void word(char letter, std::string_view code);
    void flush();

    int descriptor_;
    std::string buffer_;
};
} // namespace pdfhelper
