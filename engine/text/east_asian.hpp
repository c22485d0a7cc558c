#pragma once
// Encodings of Japanese, Korean and Chinese, which write a character with two bytes and more.
#include "engine/text/encoding_score.hpp"
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// The one that the bytes speak for; nothing where they are no such text or too few to tell.
std::optional<std::string> east_asian_encoding(std::string_view bytes);

// Those in which the bytes are text, the likeliest first; `words` are those outside ASCII.
std::vector<EncodingScore> east_asian_readings(std::string_view bytes, std::span<const std::string> words);

// The encoding of text in ASCII bytes that switches to such characters by escapes: ISO-2022 and HZ.
std::optional<std::string> escaped_encoding(std::string_view bytes);

// For people: "Japanese (EUC-JP)". Nothing for other encodings.
std::optional<std::string> east_asian_title(std::string_view name);
} // namespace engine
