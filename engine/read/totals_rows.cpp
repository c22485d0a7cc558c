#include "engine/read/totals_rows.hpp"
#include "engine/read/cell_kind.hpp"
#include "engine/read/totals_words.hpp"
#include "engine/read/wrapped_table.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <unordered_map>

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

    double doubtful = 0; // of rows that look like totals and are not told from the data
    double lowest = 0, highest = 0;
    void add(double value)
    {
        lowest = count == 0 ? value : std::min(lowest, value);
        highest = count == 0 ? value : std::max(highest, value);
        total += value;
        section += value;
        ++count;
        ++section_count;
    }
    bool is_sum(const Number& number) const
    {
        return (count > 1 && is_sum_of_all(number)) || (section_count > 0 && near(number, section));
    }
    bool is_sum_of_all(const Number& number) const { return near(number, total) || near(number, total - doubtful); }
    bool is_extreme(const Number& number) const { return count > 2 && (near(number, lowest) || near(number, highest)); }
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

// Words that are no name and no word of another meaning: a row that they begin is one of totals even where nothing else
// says so.
bool is_telling_word(std::string_view cell)
{
    static constexpr std::string_view others[] = {"ara",    "som",      "sum",     "sums",   "media",   "média",
                                                  "iš",     "medel",    "mean",    "count",  "median",  "mediana",
                                                  "mittel", "ensemble", "schnitt", "spolu",  "overall", "max",
                                                  "anzahl", "average",  "maximum", "out of", "avg",     "averages"};
    auto text = fold(trim(cell));
    return std::ranges::find(others, text) == std::end(others);
}

class Totals final : public WrappedTable
{
public:
    explicit Totals(std::unique_ptr<TableReader> table) : WrappedTable(std::move(table)) {}

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        if (!table_->next(out, findings)) return false;
        if (out.sheet != part_) {
            part_ = out.sheet;
            columns_.clear();
            rows_ = 0;
            top_.reset();
        }
        columns_.resize(std::max(columns_.size(), out.columns.size()));
        std::vector<Finding> compared; // rows at the end that compare the others with something
        for (std::size_t row = 0; row < out.rows(); ++row) {
            if (out.kind[row] == RowKind::totals) end_section();
            if (out.kind[row] != RowKind::data || rows_ >= most_rows) continue;
            look(out, row);
            if (is_totals()) {
                out.kind[row] = RowKind::totals, end_section();
                continue;
            }
            if (is_subtotal()) {
                findings.push_back(doubtful(out, out.line[row], "and its numbers are the sums of those above it"));
                end_section();
                continue;
            }
            bool adds_up = sums_of_all();
            bool compares = is_comparison(out, row);
            if (adds_up)
                findings.push_back(doubtful(out, out.line[row], "and its numbers are the sums of others"));
            else if (may_be_totals(out, row))
                findings.push_back(doubtful(out, out.line[row], "but its numbers are not those of the rows above it"));
            if (compares && !adds_up)
                compared.push_back(doubtful(out, out.line[row], "or compares the rows above it with others"));
            else if (!adds_up)
                compared.clear();
            add(out, row, adds_up);
            if (rows_ == 1) top_ = cells_, top_line_ = out.line[row], top_texts_ = texts_;
        }
        if (top_ && top_is_sum()) findings.push_back(doubtful_top(out));
        std::ranges::move(compared, std::back_inserter(findings));
        return true;
    }

private:
    struct Column {
        Sum sum;
        std::size_t filled = 0; // rows
        bool is_filled = false;
        std::unordered_map<std::string, std::vector<Sum>> groups{}; // what the rows with a text here add up to
        bool has_groups = true;                                     // not a name for every row
    };

    void look(const Chunk& chunk, std::size_t row)
    {
        words_ = TotalsWords::none;
        texts_ = numbers_ = sums_ = means_ = agrees_ = missing_ = 0;
        first_is_filled_ = false;
        first_ = columns_.size();
        cells_.assign(columns_.size(), std::nullopt);
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            auto& column = columns_[c];
            auto cell = c < chunk.columns.size() ? chunk.cell(c, row) : null_cell;
            column.is_filled = !is_blank(cell) && trim(cell) != read_only;
            if (column.is_filled) first_ = std::min(first_, c);
            if (c == usual_first_) first_is_filled_ = column.is_filled;
            if (column.is_filled) cells_[c] = number_of(cell, room_);
            if (!column.is_filled) {
                missing_ += rows_ > 1 && column.filled * 5 >= rows_ * 4;
            } else if (const auto& number = cells_[c]) {
                ++numbers_;
                bool sum = column.sum.is_sum(*number), mean = column.sum.is_mean(*number);
                sums_ += sum;
                means_ += mean;
                agrees_ += sum || mean;
            } else {
                ++texts_;
                words_ = std::max(words_, totals_words(cell));
            }
        }
        if (words_ == TotalsWords::only && texts_ == 2) look_at_groups(chunk, row);
    }

    // “Subtotal, Lunch, 22.50”: the sum of the rows whose kind is Lunch, wherever they stand.
    void look_at_groups(const Chunk& chunk, std::size_t row)
    {
        for (std::size_t c = 0; c < chunk.columns.size(); ++c) {
            if (!columns_[c].is_filled || cells_[c]) continue;
            auto group = columns_[c].groups.find(std::string(trim(chunk.cell(c, row))));
            if (group == columns_[c].groups.end()) continue;
            std::size_t sums = 0, means = 0;
            for (std::size_t n = 0; n < cells_.size() && n < group->second.size(); ++n) {
                sums += cells_[n] && group->second[n].is_sum(*cells_[n]);
                means += cells_[n] && group->second[n].is_mean(*cells_[n]);
            }
            sums_ = std::max(sums_, sums);
            means_ = std::max(means_, means);
        }
    }

    bool is_totals() const
    {
        if (numbers_ == 0) return false;
        auto agree = std::max(sums_, means_);
        if (words_ == TotalsWords::only && texts_ == 2) return agree > 0;
        if (words_ == TotalsWords::only) return texts_ == 1 && (agree > 0 || missing_ > 0 || rows_ == 0);
        if (words_ == TotalsWords::some) return texts_ <= 2 && agree > 0 && (missing_ > 0 || agree == numbers_);
        // One number could be a sum by chance; where it is, what names a record is missing as well.
        return texts_ <= 1 && missing_ > 0 && rows_ > 2 && agree == numbers_ && (numbers_ > 1 || is_telling());
    }

    // Below a group, without a word: what names a record is missing, and each number is what the group adds up to.
    // Fewer rows or more words than those of a row that is surely one of totals.
    bool is_subtotal() const
    {
        if (missing_ == 0 || numbers_ == 0 || agrees_ < numbers_ || (first_is_filled_ && texts_ > 1)) return false;
        std::size_t rows = 0;
        double largest = 0;
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (cells_[c]) {
                rows = std::max(rows, columns_[c].sum.section_count);
                largest = std::max(largest, std::abs(cells_[c]->value));
            }
        return largest >= 20 && rows > 1 && (numbers_ > 1 || rows > 2 || texts_ == 0);
    }

    // Whether the one sum is of several rows and larger than small counts, which agree by chance.
    bool is_telling() const
    {
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (cells_[c] && columns_[c].sum.count > 2 && std::abs(cells_[c]->value) >= 20) return true;
        return false;
    }

    // By its words alone, where the numbers say nothing: of a group that the file does not name, or rounded.
    bool may_be_totals(const Chunk& chunk, std::size_t row) const
    {
        if (numbers_ == 0 || words_ != TotalsWords::only || texts_ > 2 || rows_ == 0) return false;
        auto cell = chunk.cell(first_, row);
        return totals_words(cell) == TotalsWords::only && is_telling_word(cell);
    }

    // By its numbers alone, of a row that has a name: “School” below its departments.
    bool sums_of_all() const
    {
        if (texts_ != 1 || missing_ > 0 || numbers_ == 0 || rows_ < 3) return false;
        std::size_t telling = 0;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            if (!cells_[c]) continue;
            if (!columns_[c].sum.is_sum_of_all(*cells_[c])) return false;
            telling += std::abs(cells_[c]->value) >= 20;
        }
        return telling > 1 || (telling == 1 && (numbers_ > 1 || rows_ > 4));
    }

    // The first row of the table, where it holds what all others add up to.
    bool top_is_sum() const
    {
        if (top_texts_ != 1 || rows_ < 4) return false;
        std::size_t numbers = 0, telling = 0;
        for (std::size_t c = 0; c < top_->size(); ++c) {
            const auto& number = (*top_)[c];
            if (!number) continue;
            auto others = columns_[c].sum;
            others.total -= number->value, --others.count;
            if (!others.is_sum_of_all(*number)) return false;
            ++numbers;
            telling += std::abs(number->value) >= 20;
        }
        return telling > 1 || (telling == 1 && (numbers > 1 || rows_ > 5));
    }

    Finding doubtful_top(const Chunk& chunk)
    {
        top_.reset();
        return doubtful(chunk, top_line_, "and its numbers are the sums of others");
    }

    // What stands below the rows and is set against them: a target, last year, the difference.
    bool is_comparison(const Chunk& chunk, std::size_t row) const
    {
        if (numbers_ == 0 || texts_ != 1 || rows_ <= 2 || first_ >= columns_.size() || cells_[first_]) return false;
        auto cell = chunk.cell(first_, row);
        return is_comparing_word(cell) || (is_extreme_word(cell) && has_extremes());
    }

    // Whether each number is the largest or the smallest of its column, and what names a record is missing.
    bool has_extremes() const
    {
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (cells_[c] && !columns_[c].sum.is_extreme(*cells_[c])) return false;
        return missing_ > 0 || numbers_ > 1;
    }

    static Finding doubtful(const Chunk& chunk, std::uint64_t line, std::string_view why)
    {
        Finding finding;
        finding.rule = "totals_row";
        finding.severity = Severity::warning;
        finding.line = static_cast<std::int64_t>(line);
        if (!chunk.sheet.empty()) finding.sheet = chunk.sheet;
        finding.message = fmt::format("Row {} looks like a row of totals, {}.", line, why);
        finding.expected = "rows of single records";
        finding.remedy = fmt::format("Leave row {} out if it is no single record.", line);
        return finding;
    }

    void add(const Chunk& chunk, std::size_t row, bool is_doubtful)
    {
        ++rows_;
        if (rows_ == 1) usual_first_ = first_;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            auto& column = columns_[c];
            column.filled += column.is_filled;
            if (cells_[c])
                column.sum.add(cells_[c]->value), column.sum.doubtful += is_doubtful ? cells_[c]->value : 0;
            else if (column.is_filled && column.has_groups)
                add_to_group(column, trim(chunk.cell(c, row)));
        }
    }

    void add_to_group(Column& column, std::string_view text)
    {
        auto& sums = column.groups[std::string(text)];
        if (column.groups.size() > most_groups) {
            column.has_groups = false;
            column.groups.clear();
            return;
        }
        sums.resize(columns_.size());
        for (std::size_t c = 0; c < cells_.size(); ++c)
            if (cells_[c]) sums[c].add(cells_[c]->value);
    }

    void end_section()
    {
        for (auto& column : columns_) column.sum.section = 0, column.sum.section_count = 0;
    }

    // Longer lists come from systems that add nothing up, and their rows should cost no more than they must.
    static constexpr std::size_t most_rows = 1 << 16;
    static constexpr std::size_t most_groups = 60;
    static constexpr std::string_view read_only = "(read only)"; // Canvas, in place of the points of what it works out
    std::string part_;                                           // sheet of the last chunk
    std::vector<Column> columns_;
    std::size_t rows_ = 0;
    std::string room_;
    std::optional<std::vector<std::optional<Number>>> top_; // the numbers of the first row
    std::uint64_t top_line_ = 0;
    std::size_t top_texts_ = 0;
    std::size_t usual_first_ = 0; // where records begin

    // Of the row at hand.
    TotalsWords words_ = TotalsWords::none;
    std::vector<std::optional<Number>> cells_;
    std::size_t first_ = 0; // its first filled cell
    std::size_t texts_ = 0, numbers_ = 0, sums_ = 0, means_ = 0;
    std::size_t agrees_ = 0; // numbers that are a sum or a mean
    bool first_is_filled_ = false;
    std::size_t missing_ = 0; // cells that nearly all rows have
};
} // namespace

std::unique_ptr<TableReader> with_totals_marked(std::unique_ptr<TableReader> table)
{
    return std::make_unique<Totals>(std::move(table));
}
} // namespace engine
