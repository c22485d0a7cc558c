#include "engine/publish/csv/formula.hpp"
#include "engine/publish/output.hpp"
#include <cstdint>
#include <cstring>
#include <memory>

namespace engine
{
namespace
{
constexpr std::size_t flush_bytes = 1 << 16;

bool may_be_formula(char c)
{
    return c <= '@' &&
           (c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\0' || c == '\'');
}

// The highest bit of each byte that is `c`, in a word of eight bytes (H. Warren, Hacker's Delight, 6-1); bits above the
// first one found may be wrong.
std::uint64_t bytes_equal(std::uint64_t word, char c)
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    word ^= ones * static_cast<unsigned char>(c);
    return (word - ones) & ~word & (ones << 7);
}

std::uint64_t marks_in(std::uint64_t word)
{
    return bytes_equal(word, ',') | bytes_equal(word, '"') | bytes_equal(word, '\n') | bytes_equal(word, '\r');
}

template <class Word> Word load(const char* from)
{
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
}

using SixteenBytes [[gnu::vector_size(16)]] = unsigned char;

bool has_marks(const char* from)
{
    auto bytes = load<SixteenBytes>(from);
    auto found = (bytes == ',') | (bytes == '"') | (bytes == '\n') | (bytes == '\r');
    std::uint64_t halves[2];
    std::memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

// Whether a cell has to stand in quotes. Words that overlap cover every size without reading past the cell.
bool needs_quotes(std::string_view cell)
{
    const char* text = cell.data();
    auto size = cell.size();
    if (size >= 16) {
        bool found = has_marks(text + size - 16);
        for (std::size_t at = 0; at + 16 < size; at += 16) found |= has_marks(text + at);
        return found;
    }
    if (size >= 8) return (marks_in(load<std::uint64_t>(text)) | marks_in(load<std::uint64_t>(text + size - 8))) != 0;
    if (size >= 4) {
        std::uint64_t high = load<std::uint32_t>(text + size - 4);
        return marks_in(load<std::uint32_t>(text) | high << 32) != 0;
    }
    auto byte = [&](std::size_t at) -> std::uint64_t { return static_cast<unsigned char>(text[at]); };
    return marks_in(byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16) != 0;
}

// As memcpy, without a call for the short cells that most are.
char* put(std::string_view cell, char* out)
{
    auto size = cell.size();
    if (size >= 8 && size <= 16) {
        auto last = load<std::uint64_t>(cell.data() + size - 8), first = load<std::uint64_t>(cell.data());
        std::memcpy(out, &first, 8);
        std::memcpy(out + size - 8, &last, 8);
    } else
        std::memcpy(out, cell.data(), size);
    return out + size;
}

class CsvWriter final : public TableWriter
{
public:
    CsvWriter(ByteSink& sink, const std::vector<OutputColumn>& columns, bool for_excel)
        : sink_(sink), line_end_(for_excel ? "\r\n" : "\n")
    {
        if (for_excel) sink_.write("\xef\xbb\xbf");
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
        std::size_t most = 4;
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
        for (char c : line_end_) *out++ = c;
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
        bool quotes = needs_quotes(text);
        if (quotes) *out++ = '"';
        if (apostrophe) *out++ = '\'';
        if (!quotes) return put(text, out);
        for (auto quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
            out = put(text.substr(0, quote + 1), out);
            *out++ = '"';
            text.remove_prefix(quote + 1);
        }
        out = put(text, out);
        *out++ = '"';
        return out;
    }

    ByteSink& sink_;
    std::string_view line_end_;
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_ = 0, filled_ = 0;
};
} // namespace

std::unique_ptr<TableWriter> csv_writer(ByteSink& sink, std::vector<OutputColumn> columns)
{
    return std::make_unique<CsvWriter>(sink, columns, false);
}

std::unique_ptr<TableWriter> excel_csv_writer(ByteSink& sink, std::vector<OutputColumn> columns)
{
    return std::make_unique<CsvWriter>(sink, columns, true);
}
} // namespace engine
