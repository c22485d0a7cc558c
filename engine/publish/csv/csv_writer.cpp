#include "engine/publish/csv/formula.hpp"
#include "engine/publish/output.hpp"
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>

namespace engine
{
namespace
{
constexpr std::size_t flush_bytes = 1 << 16;

constexpr std::size_t word_bytes = 8;

bool may_be_formula(char c) { return std::string_view("=+-@\t\r\0'", 8).contains(c); }

// The highest bit of each byte that is `c`, in a word of eight bytes (H. Warren, Hacker's Delight, 6-1); bits above the
// first one found may be wrong.
std::uint64_t bytes_equal(std::uint64_t word, char c)
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    word ^= ones * static_cast<unsigned char>(c);
    return (word - ones) & ~word & (ones << 7);
}

// Whether a cell of these bytes has to stand in quotes. Up to seven bytes more are read and left out of account.
bool needs_quotes(const char* text, std::size_t size)
{
    static_assert(std::endian::native == std::endian::little);
    for (std::size_t at = 0; at < size; at += word_bytes) {
        std::uint64_t word;
        std::memcpy(&word, text + at, word_bytes);
        if (size - at < word_bytes) word <<= 8 * (word_bytes - (size - at));
        if (bytes_equal(word, ',') | bytes_equal(word, '"') | bytes_equal(word, '\n') | bytes_equal(word, '\r'))
            return true;
    }
    return false;
}

class CsvWriter final : public TableWriter
{
public:
    CsvWriter(ByteSink& sink, const std::vector<OutputColumn>& columns) : sink_(sink)
    {
        std::vector<std::string_view> names;
        for (const auto& column : columns) names.push_back(column.name);
        line(names);
    }

    void row(std::span<const std::string_view> cells) override { line(cells); }

    void finish() override
    {
        sink_.write({buffer_.get(), filled_});
        filled_ = 0;
    }

private:
    void line(std::span<const std::string_view> cells)
    {
        std::size_t most = 3 + word_bytes;
        for (auto text : cells) most += 2 * text.size() + 4; // quotes, an apostrophe and a comma
        make_room(most);
        char* out = buffer_.get() + filled_;
        bool first = true;
        for (auto text : cells) {
            if (!first) *out++ = ',';
            first = false;
            if (!text.empty()) out = cell(text, out);
        }
        // A line with nothing on it would be read as no row at all.
        if (cells.size() == 1 && cells[0].empty()) *out++ = '"', *out++ = '"';
        *out++ = '\n';
        filled_ = static_cast<std::size_t>(out - buffer_.get());
        if (filled_ >= flush_bytes) finish();
    }

    void make_room(std::size_t bytes)
    {
        if (filled_ + bytes <= capacity_) return;
        capacity_ = std::max(2 * flush_bytes, filled_ + bytes);
        auto larger = std::make_unique_for_overwrite<char[]>(capacity_);
        if (filled_ > 0) std::memcpy(larger.get(), buffer_.get(), filled_);
        buffer_ = std::move(larger);
    }

    // Writes the cell and returns where it ends.
    static char* cell(std::string_view text, char* out)
    {
        bool apostrophe = may_be_formula(text[0]) && needs_apostrophe(text);
        char* plain = out;
        if (apostrophe) *out++ = '\'';
        std::memcpy(out, text.data(), text.size());
        if (!needs_quotes(out, text.size())) return out + text.size();
        out = plain;
        *out++ = '"';
        if (apostrophe) *out++ = '\'';
        for (char c : text) {
            if (c == '"') *out++ = '"';
            *out++ = c;
        }
        *out++ = '"';
        return out;
    }

    ByteSink& sink_;
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_ = 0, filled_ = 0;
};
} // namespace

std::unique_ptr<TableWriter> csv_writer(ByteSink& sink, std::vector<OutputColumn> columns)
{
    return std::make_unique<CsvWriter>(sink, columns);
}
} // namespace engine
