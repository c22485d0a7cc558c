#pragma once
// Splits text into records and cells. Knows quoting and nothing of what the cells mean.
#include "engine/read/csv/structural_scan.hpp"
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::csv
{
// How a file separates its cells. NUL stands for no quote and no escape.
struct Punctuation {
    std::string delimiter = ",";
    char quote = '"';
    char escape = '\0';
    bool operator==(const Punctuation&) const = default;
};

enum class Damage : std::uint8_t {
    none,
    stray_quote,    // a quote inside a quoted cell that is neither doubled nor escaped; it is kept as text
    loose_quote,    // a quote inside a cell that is not quoted
    unclosed_quote, // a quoted cell that never ends; the record is one line and the quote is text
};

struct Record {
    std::uint32_t cells_end;  // index past its last cell; an empty line has none
    std::uint32_t begin, end; // its bytes in the text, without the line end
    Damage damage;
    bool odd; // damaged, or of an unusual width
};

struct Records {
    std::vector<std::string_view> cells; // of all records, one after the other
    std::vector<Record> rows;
    std::vector<std::string> raw; // the text of each odd record, in order, as it was before cells were unquoted

    void clear();
    std::span<const std::string_view> cells_of(std::size_t row) const;
    void strip_leading_spaces();
};

class Tokenizer
{
public:
    explicit Tokenizer(Punctuation punctuation);

    // Splits `text` from its beginning, which must be the beginning of a record. Cells are views into it; doubled and
    // escaped characters are resolved in place. Returns the bytes used: what is left is the beginning of a record whose
    // end is not in sight (never when `last`). Records are added to `out`.
    std::size_t tokenize(std::span<char> text, bool last, Records& out);
    const Punctuation& punctuation() const { return punctuation_; }

    // Records of another width than this are odd; 0 where any width is usual.
    std::size_t usual_width = 0;

    // A record of more cells than this ends after one more; what follows is no record to rely on.
    std::size_t most_cells = SIZE_MAX;

    // Bytes within which a quoted cell of several lines must end; beyond them its quote counts as unclosed. The reader
    // lowers it when a file keeps opening quotes that it never closes, so that looking for their ends stays linear.
    std::size_t longest_multi_line_cell = 16U << 20;

private:
    Punctuation punctuation_;
    StructuralBytes structural_;
    std::vector<std::uint32_t> positions_;
};
} // namespace engine::csv
