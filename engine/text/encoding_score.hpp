#pragma once
// Which one-byte encoding makes the best words of bytes outside ASCII.
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct EncodingScore {
    std::string name;               // as IANA has it, where it does
    double score = 0;               // a logarithm of likelihood: 6 apart is 400 to 1
    std::vector<std::string> words; // as read, in UTF-8
};

// Words that have bytes outside ASCII, each once: the first `most`, and for every byte the first three that have it.
std::vector<std::string> words_outside_ascii(std::string_view bytes, std::size_t most);

// The likeliest first. Of encodings that read all words alike only the most usual one is in the list.
std::vector<EncodingScore> score_encodings(std::span<const std::string> words);

// For people: "Central European (windows-1250)".
std::string encoding_title(std::string_view name);
} // namespace engine
