#pragma once
// Where a line of text may end (Unicode UAX #14, by ICU).
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::pdf
{
struct Break {
    std::size_t end = 0; // byte after the stretch, its spaces included
    bool must = false;   // a line end in the text
};

class LineBreaks
{
public:
    explicit LineBreaks(const std::string& language);
    ~LineBreaks();

    // The stretches of UTF-8 text that stay together; the last one ends with the text.
    std::vector<Break> find(std::string_view text);
    // Bytes of the first character a person sees (grapheme cluster) of UTF-8 text.
    std::size_t first_character(std::string_view text);

private:
    struct Iterators;
    std::unique_ptr<Iterators> iterators_;
};
} // namespace engine::pdf
