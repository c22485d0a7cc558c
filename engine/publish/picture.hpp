#pragma once
// A small picture for the head of a report, such as the logo of a school.
#include "base/bytes.hpp"
#include <cstdint>
#include <string>

namespace engine
{
struct Picture {
    std::uint32_t width = 0, height = 0; // pixels
    std::string rgb;                     // three bytes a pixel, row by row
};
inline constexpr std::uint64_t picture_bytes = 1 << 20;
inline constexpr std::uint32_t picture_side = 1200; // pixels, at most

// Reads PNG or JPEG; what is transparent becomes white. Throws Unreadable (picture).
Picture read_picture(const ByteSource& file);
// The pixels alone as PNG: same pixels, same bytes.
std::string png_of(const Picture& picture);
} // namespace engine
