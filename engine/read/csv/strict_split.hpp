#pragma once
// Splits one row to the letter of the rules: a quoted cell ends at its first lone quote, and a delimiter or the row's
// end must follow; else the quote is text.
#include "engine/read/csv/tokenizer.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace engine::csv
{
struct StrictCell {
    std::string text;
    bool quoted = false;
    bool operator==(const StrictCell&) const = default;
};

std::vector<StrictCell> strict_split(std::string_view raw, const Punctuation& punctuation);
} // namespace engine::csv
