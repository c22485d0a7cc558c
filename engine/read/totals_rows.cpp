#include "engine/read/totals_rows.hpp"
#include "engine/read/cell_kind.hpp"
#include "engine/read/totals_words.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cmath>

namespace engine
{
namespace
{
struct Number {
    double value;
    double half_unit; // of its last decimal: what rounding can hide
};

// A number as it stands in a list; the last of comma and point is the decimal mark unless three digits follow it alone.
std::optional<Number> number_of(std::string_view cell, std::string& room)
{
    cell = trim(cell);
    if (cell.empty() || cell.size() > 24) return std::nullopt;
    if (cell.ends_with('%')) cell = trim(cell.substr(0, cell.size() - 1));
    bool can_begin = cell.size() > 0 && (cell[0] == '-' || cell[0] == '+' || (cell[0] >= '0' && cell[0] <= '9'));
    if (!can_begin) return std::nullopt;
    auto comma = cell.rfind(','), point = cell.rfind('.');
    bool decimal_comma = comma != cell.npos && (point == cell.npos ? cell.size() - comma != 4 : comma > point);
    auto text =
        decimal_comma ? canonical_number(cell, {',', ".", true}, room) : canonical_number(cell, {'.', ",", true}, room);
    auto value = text ? parse_number(*text) : std::nullopt;
    if (!value) return std::nullopt;
    auto mark = text->find('.');
    auto decimals = mark == text->npos ? 0 : static_cast<int>(text->size() - mark - 1);
    return Number{*value, 0.5 * std::pow(10.0, -decimals)};
}

// What a column adds up to.
struct Sum {
    double total = 0, section = 0; // all rows; those since the last row of totals
    std::size_t count = 0, section_count = 0;

    void add(double value)
    {
        total += value;
        section += value;
        ++count;
        ++section_count;
    }
    bool is_sum(const Number& number) const
    {
        return (count > 1 && near(number, total)) || (section_count > 0 && near(number, section));
    }
    bool is_mean(const Number& number) const
    {
        auto of = [&](double sum, std::size_t rows) {
            return rows > 0 && near(number, sum / static_cast<double>(rows));
        };
        return of(total, count) || of(section, section_count);
    }

private:
    static bool near(const Number& number, double value)
    {
        return std::abs(number.value - value) <= number.half_unit + 1e-9 * std::abs(value);
    }
};

class Totals final : public TableReader
{
public:
    explicit Totals(std::unique_ptr<TableReader> table) : table_(std::move(table))
    {
        page = table_->page;
        sheet = table_->sheet;
        confidence = table_->confidence;
        hidden = table_->hidden;
        cells = std::move(table_->cells);
    }

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        if (!table_->next(out, findings)) return false;
        if (out.sheet != part_) {
            part_ = out.sheet;
            columns_.clear();
            rows_ = 0;
        }
        columns_.resize(std::max(columns_.size(), out.columns.size()));
        for (std::size_t row = 0; row < out.rows(); ++row) {
            if (out.kind[row] == RowKind::totals) end_section();
            if (out.kind[row] != RowKind::data || rows_ >= most_rows) continue;
            look(out, row);
            if (is_totals())
                out.kind[row] = RowKind::totals, end_section();
            else
                add();
        }
        return true;
    }

    std::optional<std::uint64_t> counted() const override { return table_->counted(); }
    double progress() const override { return table_->progress(); }

private:
    struct Column {
        Sum sum;
        std::size_t filled = 0; // rows
        std::optional<Number> number;
        bool is_filled = false;
    };

    void look(const Chunk& chunk, std::size_t row)
    {
        words_ = TotalsWords::none;
        texts_ = numbers_ = sums_ = means_ = missing_ = 0;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            auto& column = columns_[c];
            auto cell = c < chunk.columns.size() ? chunk.cell(c, row) : null_cell;
            column.is_filled = !is_blank(cell);
            column.number = column.is_filled ? number_of(cell, room_) : std::nullopt;
            if (!column.is_filled) {
                missing_ += rows_ > 1 && column.filled * 5 >= rows_ * 4;
            } else if (column.number) {
                ++numbers_;
                sums_ += column.sum.is_sum(*column.number);
                means_ += column.sum.is_mean(*column.number);
            } else {
                ++texts_;
                words_ = std::max(words_, totals_words(cell));
            }
        }
    }

    bool is_totals() const
    {
        if (numbers_ == 0) return false;
        auto agree = std::max(sums_, means_);
        if (words_ == TotalsWords::only) return texts_ == 1 && (agree > 0 || missing_ > 0 || rows_ == 0);
        if (words_ == TotalsWords::some) return texts_ <= 2 && agree > 0 && (missing_ > 0 || agree == numbers_);
        // One number could be a sum by chance; where it is, what names a record is missing as well.
        return texts_ <= 1 && missing_ > 0 && rows_ > 2 && agree == numbers_ && (numbers_ > 1 || is_telling());
    }

    // Whether the one sum is of several rows and larger than small counts, which agree by chance.
    bool is_telling() const
    {
        return std::ranges::any_of(columns_, [](const Column& column) {
            return column.number && column.sum.count > 2 && std::abs(column.number->value) >= 20;
        });
    }

    void add()
    {
        ++rows_;
        for (auto& column : columns_) {
            column.filled += column.is_filled;
            if (column.number) column.sum.add(column.number->value);
        }
    }

    void end_section()
    {
        for (auto& column : columns_) column.sum.section = 0, column.sum.section_count = 0;
    }

    // Longer lists come from systems that add nothing up, and their rows should cost no more than they must.
    static constexpr std::size_t most_rows = 1 << 16;
    std::unique_ptr<TableReader> table_;
    std::string part_; // sheet of the last chunk
    std::vector<Column> columns_;
    std::size_t rows_ = 0;
    std::string room_;

    // Of the row at hand.
    TotalsWords words_ = TotalsWords::none;
    std::size_t texts_ = 0, numbers_ = 0, sums_ = 0, means_ = 0;
    std::size_t missing_ = 0; // cells that nearly all rows have
};
} // namespace

std::unique_ptr<TableReader> with_totals_marked(std::unique_ptr<TableReader> table)
{
    return std::make_unique<Totals>(std::move(table));
}
} // namespace engine
