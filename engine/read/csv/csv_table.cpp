#include "engine/read/csv/csv_table.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/csv/row_findings.hpp"
#include "engine/read/csv/row_repair.hpp"
#include "engine/read/csv/swallowed_rows.hpp"
#include "engine/read/csv/text_blocks.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine::csv
{
namespace
{
constexpr std::size_t text_per_chunk = 16U << 20;
// What may be scanned more than once in search of closing quotes before cells of many lines are given up.
constexpr std::uint64_t patience = 256U << 20;
constexpr std::size_t longest_cell_then = 1 << 16;

// Rows that are looked at a second time; a file with more of them is no damaged table but another kind of text.
constexpr std::size_t most_repairs = 20'000;
// Blank rows one after another; Excel's whole sheet of them is a tenth.
constexpr std::size_t most_blank_rows = 10'000'000;

class CsvTable final : public TableReader
{
public:
    CsvTable(const ByteSource& source, Plan plan)
        : plan_(std::move(plan)), blocks_(source, plan_.encoding), tokenizer_(plan_.dialect.punctuation)
    {
        tokenizer_.usual_width = plan_.layout.usual;
        tokenizer_.most_cells = most_columns;
    }

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        ChunkBuilder builder(out, plan_.layout.most);
        std::size_t text = 0;
        bool kept = false; // the chunk holds the current block
        for (; line_ < plan_.end_row; ++row_, ++line_) {
            if (row_ == records_.rows.size()) {
                if (text >= text_per_chunk || !load()) break;
                kept = false;
            }
            if (line_ < plan_.first_row) {
                odd_ += records_.rows[row_].odd;
                continue;
            }
            auto cells = records_.cells_of(row_);
            if (builder.full(cells.size())) break;
            if (cells.size() > most_columns) throw too_many_columns(plan_.file, line_);
            if (!kept) {
                out.keep.push_back(blocks_.keep());
                text += blocks_.text().size();
                kept = true;
            }
            auto kind = judge(cells, out.arena, findings);
            if (lost_ && kind == RowKind::data)
                if (auto cell = std::ranges::find_if(cells, has_lost_character); cell != cells.end())
                    findings.push_back(lost_character(plan_.file, line_, *cell, plan_.encoding.name));
            blank_ = kind == RowKind::blank ? blank_ + 1 : 0;
            if (blank_ > most_blank_rows) throw too_many_blank_rows(plan_.file, line_ - blank_, blank_);
            builder.add(cells, kind, line_, cells.size());
        }
        return builder.rows() > 0;
    }

    std::optional<std::uint64_t> counted() const override { return counted_; }
    double progress() const override { return blocks_.progress(); }

    std::vector<TextRange> places_of(std::span<const std::uint64_t> rows)
    {
        std::vector<TextRange> places;
        for (; places.size() < rows.size() && (row_ < records_.rows.size() || load()); ++row_, ++line_) {
            if (line_ != rows[places.size()]) continue;
            const auto& record = records_.rows[row_];
            places.push_back({blocks_.offset() + record.begin, blocks_.offset() + record.end});
        }
        return places;
    }

private:
    // Tokenizes the next block that has a whole record in it.
    bool load()
    {
        records_.clear();
        row_ = odd_ = 0;
        lost_ = false;
        while (records_.rows.empty()) {
            auto unused = blocks_.text().size() - used_;
            if (!blocks_.next(unused)) return false;
            rescanned_ += unused;
            if (rescanned_ > patience) tokenizer_.longest_multi_line_cell = longest_cell_then;
            lost_ |= has_lost_character({blocks_.text().data(), blocks_.text().size()});
            move_marks(blocks_.text());
            used_ = tokenizer_.tokenize(blocks_.text(), blocks_.last(), records_);
            if (plan_.dialect.spaced) records_.strip_leading_spaces();
        }
        count();
        return true;
    }

    // Files that were put together keep their byte order marks. One before a quoted cell would hide its quote, so the
    // two change places.
    void move_marks(std::span<char> text) const
    {
        constexpr std::string_view hidden = "\xEF\xBB\xBF\"";
        if (tokenizer_.punctuation().quote != '"') return;
        std::string_view all(text.data(), text.size());
        for (auto at = all.find(hidden); at != all.npos; at = all.find(hidden, at + hidden.size()))
            if (at == 0 || all[at - 1] == '\n' || all[at - 1] == '\r') {
                auto* mark = text.data() + at;
                std::rotate(mark, mark + 3, mark + 4);
            }
    }

    // Of the records taken apart, those between the first and the last of this table.
    void count()
    {
        auto from = std::max(seen_ + 1, plan_.first_row);
        seen_ += records_.rows.size();
        auto to = std::min(seen_, plan_.end_row - 1);
        if (to >= from) counted_ += to - from + 1;
    }

    // What the current row is. An odd one is reported, and `cells` become its second reading where there is one.
    RowKind judge(RowCells& cells, Arena& arena, std::vector<Finding>& findings)
    {
        const auto& record = records_.rows[row_];
        std::string_view raw;
        if (record.odd) raw = records_.raw[odd_++];
        auto kind = plan_.layout.kind(line_, cells);
        if (kind == RowKind::data && blocks_.offset() + record.begin >= plan_.footer_from) return RowKind::footer;
        if (!record.odd && kind == RowKind::data) judge_lines(record, findings);
        if (!record.odd || (kind != RowKind::data && kind != RowKind::header)) return kind;
        const auto& layout = plan_.layout;
        OddRow odd{plan_.file, line_, raw, cells.size(), record.damage, false, false, false};
        odd.few = cells.size() < (kind == RowKind::header ? layout.usual : layout.least);
        odd.many = cells.size() > layout.most;
        bool blank_tail = odd.many && std::ranges::all_of(cells.subspan(layout.most), is_blank);
        if (blank_tail) cells = cells.first(layout.most);
        bool loose = odd.damage == Damage::loose_quote;
        if (odd.few || odd.many || loose) odd.repaired = repair(raw, kind, cells, arena);
        odd.many &= !blank_tail || odd.repaired;
        bool fine = !odd.few && !odd.many && (odd.damage == Damage::none || (loose && !odd.repaired));
        if (kind == RowKind::data && !fine) findings.push_back(malformed_row(odd, layout.usual));
        return kind;
    }

    void judge_lines(const Record& record, std::vector<Finding>& findings)
    {
        std::string_view text(blocks_.text().data() + record.begin, record.end - record.begin);
        if (auto lines = swallowed_rows(text, tokenizer_.punctuation(), plan_.shape))
            findings.push_back(several_rows_in_one(plan_.file, line_, lines, text));
    }

    // Whether a second reading gives other cells.
    bool repair(std::string_view raw, RowKind kind, RowCells& cells, Arena& arena)
    {
        if (repairs_ == most_repairs) return false;
        ++repairs_;
        auto second = repaired_row(raw, tokenizer_.punctuation(),
                                   kind == RowKind::header ? shape_of_names(plan_.shape.size()) : plan_.shape, cells);
        if (!second || std::ranges::equal(*second, cells)) return false;
        repaired_.clear();
        for (const auto& cell : *second) repaired_.push_back(cell.empty() ? std::string_view("") : arena.copy(cell));
        cells = repaired_;
        return true;
    }

    Plan plan_;
    TextBlocks blocks_;
    Tokenizer tokenizer_;
    Records records_;
    std::vector<std::string_view> repaired_;
    std::size_t row_ = 0;  // next of records_
    std::size_t odd_ = 0;  // next of records_.raw
    std::size_t used_ = 0; // bytes of the block that records_ covers
    std::uint64_t line_ = 1;
    std::uint64_t seen_ = 0, counted_ = 0; // records taken apart; those of this table
    std::uint64_t rescanned_ = 0;
    std::size_t repairs_ = 0; // tried
    bool lost_ = false;       // the block has a character that was lost
    std::size_t blank_ = 0;   // rows, up to the current one
};
} // namespace

std::unique_ptr<TableReader> csv_table(const ByteSource& source, Plan plan)
{
    return std::make_unique<CsvTable>(source, std::move(plan));
}

std::vector<TextRange> rows_in_text(const ByteSource& source, Plan plan, std::span<const std::uint64_t> rows)
{
    return CsvTable(source, std::move(plan)).places_of(rows);
}
} // namespace engine::csv
