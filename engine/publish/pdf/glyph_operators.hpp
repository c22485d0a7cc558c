#pragma once
// Shaped glyphs as PDF text operators, with what they mean kept beside them.
#include "engine/publish/pdf/shaping.hpp"
#include <hb.h>
#include <string_view>

namespace engine::pdf
{
// Appends the glyphs of `buffer`, which was shaped from text[…, end), to `run`. A glyph that stands for one text
// wherever it appears carries it in the font's ToUnicode map; any other cluster gets an ActualText of its own.
void append_glyphs(Font& font, hb_buffer_t* buffer, std::u32string_view text, std::size_t end, bool right_to_left,
                   ShapedRun& run);
} // namespace engine::pdf
