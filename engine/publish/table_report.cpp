#include "engine/publish/table_report.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>

namespace engine
{
namespace
{
bool is_ordinary_number(std::string_view cell)
{
    // 0017 is a code, 0.17 a number.
    bool is_code = cell.size() > 1 && cell[0] == '0' && cell[1] != '.';
    return !is_code && is_plain_number(cell);
}

// Rows that are kept until it is known which columns are numbers.
class Sample
{
public:
    void header(const Chunk& chunk, std::size_t row)
    {
        columns_.clear();
        for (std::size_t column = 0; column < chunk.columns.size(); ++column) {
            std::string title(chunk.cell(column, row));
            columns_.push_back({title, title});
        }
    }

    void add(const Chunk& chunk, std::size_t row)
    {
        grow(chunk.columns.size());
        auto& cells = rows_.emplace_back();
        for (std::size_t column = 0; column < chunk.columns.size(); ++column) {
            auto cell = chunk.cell(column, row);
            cells.push_back(arena_.copy(cell));
            if (cell.empty()) continue;
            seen_[column] = true;
            numbers_[column] = numbers_[column] && is_ordinary_number(cell);
        }
    }

    std::vector<OutputColumn> columns()
    {
        grow(columns_.size());
        for (std::size_t column = 0; column < columns_.size(); ++column)
            if (seen_[column] && numbers_[column]) columns_[column].type = CellType::number;
        return columns_;
    }
    const std::vector<std::vector<std::string_view>>& rows() const { return rows_; }

private:
    void grow(std::size_t width)
    {
        while (columns_.size() < width) {
            auto title = "Column " + std::to_string(columns_.size() + 1);
            columns_.push_back({title, title});
        }
        seen_.resize(columns_.size(), false);
        numbers_.resize(columns_.size(), true);
    }

    Arena arena_;
    std::vector<OutputColumn> columns_;
    std::vector<bool> seen_, numbers_;
    std::vector<std::vector<std::string_view>> rows_;
};

class Reporting
{
public:
    Reporting(ByteSink& pdf, ReportText text) : pdf_(pdf), text_(std::move(text)) {}

    void see(const Chunk& chunk)
    {
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            if (chunk.kind[row] == RowKind::header) sample_.header(chunk, row);
            if (chunk.kind[row] != RowKind::data) continue;
            if (writer_)
                write(chunk, row);
            else
                sample_.add(chunk, row);
        }
        if (sample_.rows().size() >= pdf_row_limit) start();
    }

    void finish()
    {
        start();
        writer_->finish();
    }

private:
    void start()
    {
        if (writer_) return;
        auto columns = sample_.columns();
        width_ = columns.size();
        writer_ = pdf_writer(pdf_, std::move(columns), text_);
        for (auto cells : sample_.rows()) {
            cells.resize(width_);
            writer_->row(cells);
        }
    }

    void write(const Chunk& chunk, std::size_t row)
    {
        cells_.assign(width_, null_cell);
        for (std::size_t column = 0; column < std::min(width_, chunk.columns.size()); ++column)
            cells_[column] = chunk.cell(column, row);
        writer_->row(cells_);
    }

    ByteSink& pdf_;
    ReportText text_;
    Sample sample_;
    std::unique_ptr<TableWriter> writer_;
    std::size_t width_ = 0;
    std::vector<std::string_view> cells_;
};
} // namespace

void table_report(const ByteSource& file, const std::string& name, const ReadOptions& options, ReportText text,
                  ByteSink& pdf)
{
    auto opened = open_file(file, name, options);
    auto visible =
        std::find_if(opened.tables.begin(), opened.tables.end(), [](const auto& table) { return !table->hidden; });
    if (visible == opened.tables.end())
        throw Unreadable("no_table", "“" + name +
                                         "” holds no table to report on. A table with a header row was expected; "
                                         "check that this is the right file.");
    Reporting reporting(pdf, std::move(text));
    Chunk chunk;
    std::vector<Finding> findings;
    while ((*visible)->next(chunk, findings)) reporting.see(chunk);
    reporting.finish();
}
} // namespace engine
