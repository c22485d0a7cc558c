#include "base/sha256.hpp"
#include "engine/publish/accent.hpp"
#include "engine/publish/figures/words.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/pdf/cell_text.hpp"
#include "engine/publish/pdf/column_plan.hpp"
#include "engine/publish/pdf/report.hpp"
#include "engine/publish/pdf/subtotals.hpp"
#include "engine/summary/exact_sum.hpp"
#include <algorithm>
#include <map>

namespace engine
{
namespace
{
using pdf::Paragraph;

// Of a table with very many columns fewer rows are shown, so that a report fits in memory.
constexpr std::int64_t cell_limit = 400'000;
constexpr double least_list = 80; // points below its heading
constexpr std::size_t hash_block = 1 << 16;

bool is_number(CellType type) { return type == CellType::integer || type == CellType::number; }

// Keeps the measured cells of all rows, then lays them out: widths depend on every row.
class PdfWriter final : public TableWriter
{
public:
    PdfWriter(ByteSink& sink, std::vector<OutputColumn> columns, ReportText text)
        : sink_(sink), columns_(std::move(columns)), text_(std::move(text)), setting_(text_.language, text_.currency),
          cell_text_(columns_, text_, setting_), type_(std::make_unique<pdf::Typesetter>(text_.language)),
          needs_(columns_.size())
    {
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            titles_.push_back(&type_->paragraph(cell_text_.title(column), true));
            see(column, *titles_.back());
            hash(columns_[column].name);
            if (contains(text_.totals, columns_[column].name)) sums_.emplace(column, ExactSum{});
            if (columns_[column].name == text_.subtotals) subtotals_.emplace(column, text_);
        }
        row_limit_ =
            std::min(pdf_row_limit, cell_limit / std::max<std::int64_t>(1, static_cast<std::int64_t>(columns_.size())));
    }

    void row(std::span<const std::string_view> cells) override
    {
        for (auto& [column, sum] : sums_) sum.add(cells[column]);
        for (auto cell : cells) hash(cell);
        auto at = rows_++;
        if (!text_.lists_rows) return;
        if (subtotals_) subtotals_->add(cells, sums_, at < row_limit_);
        if (at >= row_limit_) return;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            const auto& paragraph = type_->paragraph(cell_text_.of(column, cells[column]), false);
            see(column, paragraph);
            cells_.push_back(&paragraph);
        }
    }

    void finish() override
    {
        auto facts = take_facts();
        bool too_few = rows_ < text_.suppress_below.value_or(0);
        auto totals = sum_row("Total", sums_, too_few);
        measure_subtotals();
        auto plan = text_.lists_rows ? pdf::plan_columns(needs_) : pdf::ColumnPlan();
        pdf::Document document(sink_, {text_.title, text_.school, text_.language, palette()}, plan.paper,
                               std::move(type_));
        pdf::Report report(document, text_, columns_, setting_);
        report.first_page(facts);
        for (const auto& section : sections()) {
            if (section.lists_rows)
                list(document, report, plan, text_.figures ? title_of(section) : "", totals);
            else
                report.section(section);
        }
        report.origin(facts);
        document.finish(facts.content_hash.substr(0, 32));
    }

private:
    using Sums = std::map<std::size_t, ExactSum>; // by column

    // Without figures there is the list alone.
    std::vector<SectionFigures> sections() const
    {
        if (text_.figures) return text_.figures->sections;
        SectionFigures list;
        list.lists_rows = true;
        return {list};
    }

    pdf::Palette palette() const
    {
        auto chosen = read_accent(text_.accent);
        if (!chosen) return {};
        auto mixed = [](std::uint8_t part, double share, double other) {
            return static_cast<unsigned char>(part * share + other * (1 - share) + 0.5);
        };
        auto all = [&](double share, double other) {
            return pdf::Color{mixed(chosen->red, share, other), mixed(chosen->green, share, other),
                              mixed(chosen->blue, share, other)};
        };
        return {all(1, 0), all(0.7, 0), all(0.12, 255), all(0.3, 255), all(0.08, 255)};
    }

    static bool contains(const std::vector<std::string>& names, const std::string& name)
    {
        return std::find(names.begin(), names.end(), name) != names.end();
    }

    void see(std::size_t column, const Paragraph& paragraph)
    {
        needs_[column].natural = std::max(needs_[column].natural, paragraph.natural);
        needs_[column].longest = std::max(needs_[column].longest, paragraph.longest);
    }

    void hash(std::string_view cell)
    {
        hashed_ += std::to_string(cell.size()) + ":"; // so that cells cannot run into each other
        hashed_ += cell;
        if (hashed_.size() < hash_block) return;
        digest_.add(hashed_);
        hashed_.clear();
    }

    pdf::TableFacts take_facts()
    {
        digest_.add(hashed_);
        return {.rows = rows_, .shown = std::min(rows_, row_limit_), .content_hash = digest_.hex()};
    }

    // Empty where nothing is added up.
    std::vector<const Paragraph*> sum_row(const std::string& label, const Sums& sums, bool too_few)
    {
        if (sums.empty()) return {};
        std::vector<const Paragraph*> cells;
        bool labelled = false;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            std::string text;
            if (auto sum = sums.find(column); sum != sums.end()) {
                text = too_few ? "not shown" : cell_text_.of(column, sum->second.text());
            } else if (!labelled && !is_number(columns_[column].type)) {
                text = label;
                labelled = true;
            }
            cells.push_back(&type_->paragraph(text, true));
            see(column, *cells.back());
        }
        return cells;
    }

    void measure_subtotals()
    {
        if (!subtotals_) return;
        for (const auto& group : subtotals_->groups()) {
            auto count = setting_.number(std::to_string(group.count)) + (group.count == 1 ? " row" : " rows");
            std::string label(group.name.empty() ? "(blank)" : cell_text_.of(subtotals_->column(), group.name));
            label += ": " + count;
            auto cells = sum_row(label, group.sums, group.count < text_.suppress_below.value_or(0));
            if (cells.empty()) {
                cells.assign(columns_.size(), &type_->paragraph("", true));
                cells[0] = &type_->paragraph(label, true);
                see(0, *cells[0]);
            }
            subtotal_rows_.push_back({group.rows, std::move(cells)});
        }
    }

    void list(pdf::Document& document, pdf::Report& report, const pdf::ColumnPlan& plan, const std::string& title,
              const std::vector<const Paragraph*>& totals)
    {
        if (rows_ == 0 && text_.figures) return;
        if (!title.empty()) report.heading(title, least_list);
        for (std::size_t set = 0; set < plan.sets.size() && !columns_.empty(); ++set) {
            if (set > 0) document.start_page();
            table(document, plan, set, totals);
        }
        document.skip(14);
    }

    void table(pdf::Document& document, const pdf::ColumnPlan& plan, std::size_t set,
               const std::vector<const Paragraph*>& totals)
    {
        const auto& planned = plan.sets[set];
        if (plan.sets.size() > 1)
            document.text("P", document.root(),
                          "Columns, part " + std::to_string(set + 1) + " of " + std::to_string(plan.sets.size()),
                          {.size = 9, .color = pdf::muted}, document.left(), document.width());
        std::vector<pdf::TableColumn> columns;
        for (auto [column, width] : planned)
            columns.push_back({titles_[column], width, is_number(columns_[column].type)});
        pdf::Table table(document, document.root(), std::move(columns), plan.size);
        std::vector<const Paragraph*> row(planned.size());
        auto take = [&](const Paragraph* const* cells) {
            for (std::size_t at = 0; at < planned.size(); ++at) row[at] = cells[planned[at].column];
        };
        auto rows = columns_.empty() ? 0 : cells_.size() / columns_.size();
        auto add = [&](std::size_t at, std::size_t shown) {
            take(&cells_[at * columns_.size()]);
            table.row(row, {.striped = shown % 2 == 1});
        };
        if (!subtotals_)
            for (std::size_t at = 0; at < rows; ++at) add(at, at);
        else
            for (const auto& group : subtotal_rows_) {
                for (std::size_t at = 0; at < group.rows.size(); ++at) add(group.rows[at], at);
                take(group.cells.data());
                table.row(row, {.total = true});
            }
        if (!totals.empty()) {
            take(totals.data());
            table.row(row, {.total = true});
        }
        table.finish();
        if (table.cut_titles())
            document.text("P", document.root(),
                          "Column titles that end in … are cut here; the data files have them whole.",
                          {.size = 9, .color = pdf::muted}, document.left(), document.width());
    }

    ByteSink& sink_;
    std::vector<OutputColumn> columns_;
    ReportText text_;
    Setting setting_;
    pdf::CellText cell_text_;
    std::unique_ptr<pdf::Typesetter> type_;
    std::vector<const Paragraph*> titles_;
    std::vector<const Paragraph*> cells_; // row by row
    std::vector<pdf::ColumnNeed> needs_;
    Sums sums_;
    std::optional<pdf::Subtotals> subtotals_;
    struct SubtotalRow {
        std::vector<std::size_t> rows;
        std::vector<const Paragraph*> cells;
    };
    std::vector<SubtotalRow> subtotal_rows_;
    std::int64_t rows_ = 0, row_limit_ = 0;
    Sha256 digest_;
    std::string hashed_;
};
} // namespace

std::unique_ptr<TableWriter> pdf_writer(ByteSink& sink, std::vector<OutputColumn> columns, ReportText text)
{
    return std::make_unique<PdfWriter>(sink, std::move(columns), std::move(text));
}
} // namespace engine
