#include "engine/publish/csv/formula.hpp"
#include "engine/publish/output.hpp"
#include <array>

namespace engine
{
namespace
{
constexpr std::size_t flush_bytes = 1 << 16;

enum Mark : unsigned char { needs_quotes = 1, may_be_formula = 2 };

constexpr std::array<unsigned char, 256> marks = [] {
    std::array<unsigned char, 256> table{};
    for (unsigned char c : {',', '"', '\n', '\r'}) table[c] |= needs_quotes;
    for (unsigned char c : {'=', '+', '-', '@', '\t', '\r', '\0', '\''}) table[c] |= may_be_formula;
    return table;
}();

unsigned char mark(char c) { return marks[static_cast<unsigned char>(c)]; }

class CsvWriter final : public TableWriter
{
public:
    CsvWriter(ByteSink& sink, const std::vector<OutputColumn>& columns) : sink_(sink)
    {
        buffer_.reserve(2 * flush_bytes);
        std::vector<std::string_view> names;
        for (const auto& column : columns) names.push_back(column.name);
        line(names);
    }

    void row(std::span<const std::string_view> cells) override { line(cells); }

    void finish() override
    {
        sink_.write(buffer_);
        buffer_.clear();
    }

private:
    void line(std::span<const std::string_view> cells)
    {
        bool first = true;
        for (auto text : cells) {
            if (!first) buffer_ += ',';
            first = false;
            if (!text.empty()) cell(text);
        }
        // A line with nothing on it would be read as no row at all.
        if (cells.size() == 1 && cells[0].empty()) buffer_ += "\"\"";
        buffer_ += '\n';
        if (buffer_.size() >= flush_bytes) finish();
    }

    void cell(std::string_view text)
    {
        bool apostrophe = (mark(text[0]) & may_be_formula) != 0 && needs_apostrophe(text);
        unsigned char seen = 0;
        for (char c : text) seen |= mark(c);
        if ((seen & needs_quotes) != 0) return quoted(text, apostrophe);
        if (apostrophe) buffer_ += '\'';
        buffer_ += text;
    }

    void quoted(std::string_view text, bool apostrophe)
    {
        buffer_ += apostrophe ? "\"'" : "\"";
        for (char c : text) {
            if (c == '"') buffer_ += '"';
            buffer_ += c;
        }
        buffer_ += '"';
    }

    ByteSink& sink_;
    std::string buffer_;
};
} // namespace

std::unique_ptr<TableWriter> csv_writer(ByteSink& sink, std::vector<OutputColumn> columns)
{
    return std::make_unique<CsvWriter>(sink, columns);
}
} // namespace engine
