#pragma once
// Rows as they flow through the engine: stored by column, as text, with the place each row came from.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{

// Bytes that cells point into. Grows in blocks, so that views stay valid for the life of the arena.
class Arena
{
public:
    std::string_view copy(std::string_view text);
    char* reserve(std::size_t bytes); // room for `bytes`, owned by the arena
    void clear();                     // keeps one block for reuse
    std::size_t bytes() const { return bytes_; }

private:
    std::deque<std::unique_ptr<char[]>> blocks_;
    char* next_ = nullptr;
    std::size_t left_ = 0;
    std::size_t bytes_ = 0;
};

// What a source row is. The reader says what it sees; steps and rules change `data` rows only.
enum class RowKind : std::uint8_t {
    data,
    header,
    preamble, // notes above the header
    blank,
    totals,
    comment,
    footer,
    excluded,  // by a drop_rows step or a person
    duplicate, // identical row dropped by a dedupe step
};

// A run of consecutive rows, stored by column. A cell is a view into `arena` (or into a buffer that `keep` holds);
// a null cell has data() == nullptr, an empty text cell has size() == 0 and data() != nullptr.
struct Chunk {
    std::vector<std::vector<std::string_view>> columns; // columns[c][r]
    std::vector<RowKind> kind;                          // kind[r]
    std::vector<std::uint64_t> line;                    // 1-based line (row) as an editor or Excel shows it
    std::vector<std::uint32_t> width;                   // cells really present in the source row (ragged rows)
    std::string sheet; // that these rows are of, where a table is made of several sheets
    Arena arena;
    std::vector<std::shared_ptr<const void>> keep; // buffers that cells point into

    std::size_t rows() const { return line.size(); }
    std::string_view cell(std::size_t column, std::size_t row) const { return columns[column][row]; }
    void set(std::size_t column, std::size_t row, std::string_view text) { columns[column][row] = arena.copy(text); }
    void clear();
};

inline constexpr std::string_view null_cell{};
inline bool is_null(std::string_view cell) { return cell.data() == nullptr; }

// Rows in a chunk at most; about 16 MiB of text for a usual school export.
inline constexpr std::size_t rows_per_chunk = 16384;
} // namespace engine
