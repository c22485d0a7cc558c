#include "engine/read/trusted_csv.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/csv/text_blocks.hpp"
#include "engine/read/csv/tokenizer.hpp"
#include "engine/read/formula_guard.hpp"
#include <algorithm>
#include <stdexcept>

namespace engine
{
struct TrustedCsv::Rows {
    // A part of a file, so that its text begins at `from`.
    struct Tail final : ByteSource {
        Tail(const ByteSource& all, std::uint64_t from) : whole(all), begin(std::min(from, all.size())) {}
        std::uint64_t size() const override { return whole.size() - begin; }
        std::size_t read(std::uint64_t at, std::span<char> into) const override { return whole.read(begin + at, into); }
        const ByteSource& whole;
        std::uint64_t begin;
    };

    Rows(const ByteSource& source, std::uint64_t from) : tail(source, from), blocks(tail, Encoding{}) {}

    // Whether there is a row left; tokenizes the next block when need be.
    bool more()
    {
        while (row == records.rows.size()) {
            records.clear();
            row = 0;
            if (!blocks.next(blocks.text().size() - used)) return false;
            used = tokenizer.tokenize(blocks.text(), blocks.last(), records);
        }
        return true;
    }

    std::uint64_t offset() const
    {
        auto in_block = row < records.rows.size() ? records.rows[row].begin : used;
        return tail.begin + blocks.offset() + in_block;
    }

    Tail tail;
    csv::TextBlocks blocks;
    csv::Tokenizer tokenizer{csv::Punctuation{}};
    csv::Records records;
    std::size_t row = 0;  // next of records
    std::size_t used = 0; // bytes of the block that records covers
    std::uint64_t line = 1;
};

TrustedCsv::TrustedCsv(const ByteSource& source, std::uint64_t offset)
{
    rows_ = std::make_unique<Rows>(source, 0);
    if (!rows_->more()) throw std::runtime_error("a published CSV file has no header");
    for (auto name : rows_->records.cells_of(0)) header_.emplace_back(without_formula_guard(name));
    ++rows_->row;
    ++rows_->line;
    if (offset > rows_->offset()) rows_ = std::make_unique<Rows>(source, offset);
}

TrustedCsv::~TrustedCsv() = default;

bool TrustedCsv::next(Chunk& out, std::size_t most_rows)
{
    ChunkBuilder builder(out, header_.size());
    std::vector<std::string_view> row(header_.size());
    const void* kept = nullptr;
    while (builder.rows() < most_rows && rows_->more()) {
        auto cells = rows_->records.cells_of(rows_->row);
        if (cells.size() != header_.size()) throw std::runtime_error("a published CSV file is damaged");
        if (builder.full(cells.size())) break;
        if (kept != rows_->blocks.text().data()) {
            out.keep.push_back(rows_->blocks.keep());
            kept = rows_->blocks.text().data();
        }
        for (std::size_t c = 0; c < cells.size(); ++c)
            row[c] = cells[c].empty() ? null_cell : without_formula_guard(cells[c]);
        builder.add(row, RowKind::data, rows_->line++, row.size());
        ++rows_->row;
    }
    return builder.rows() > 0;
}

std::optional<std::vector<std::size_t>> published_columns(const ByteSource& file, std::span<const std::string> names)
{
    try {
        TrustedCsv csv(file);
        std::vector<std::size_t> columns;
        for (const auto& name : names) {
            auto found = std::ranges::find(csv.header(), name);
            if (found == csv.header().end()) return std::nullopt;
            columns.push_back(static_cast<std::size_t>(found - csv.header().begin()));
        }
        for (Chunk chunk; csv.next(chunk);) {
        }
        return columns;
    } catch (const std::runtime_error&) { // of TrustedCsv
        return std::nullopt;
    }
}

std::uint64_t TrustedCsv::offset() const { return rows_->offset(); }

double TrustedCsv::progress() const { return rows_->blocks.progress(); }
} // namespace engine
