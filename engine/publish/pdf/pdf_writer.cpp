#include "base/sha256.hpp"
#include "engine/publish/accent.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/pdf/column_plan.hpp"
#include "engine/publish/pdf/report.hpp"
#include "engine/publish/summary/exact_sum.hpp"
#include <algorithm>
#include <map>

namespace engine
{
namespace
{
using pdf::Paragraph;

// Of a table with very many columns fewer rows are shown, so that a report fits in memory.
constexpr std::int64_t cell_limit = 400'000;
constexpr std::size_t groups_shown = 12;
constexpr std::size_t hash_block = 1 << 16;

bool is_number(CellType type) { return type == CellType::integer || type == CellType::number; }

// Keeps the measured cells of all rows, then lays them out: widths depend on every row.
class PdfWriter final : public TableWriter
{
public:
    PdfWriter(ByteSink& sink, std::vector<OutputColumn> columns, ReportText text)
        : sink_(sink), columns_(std::move(columns)), text_(std::move(text)),
          type_(std::make_unique<pdf::Typesetter>(text_.language)), needs_(columns_.size())
    {
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            titles_.push_back(&type_->paragraph(columns_[column].title, true));
            see(column, *titles_.back());
            hash(columns_[column].name);
            if (contains(text_.totals, columns_[column].name)) sums_.emplace(column, ExactSum{});
            if (contains(text_.group_by, columns_[column].name) || is_charted(columns_[column].name))
                groups_.emplace(column, GroupCount{});
        }
        row_limit_ =
            std::min(pdf_row_limit, cell_limit / std::max<std::int64_t>(1, static_cast<std::int64_t>(columns_.size())));
    }

    void row(std::span<const std::string_view> cells) override
    {
        for (auto& [column, sum] : sums_) sum.add(cells[column]);
        for (auto& [column, group] : groups_) group.add(cells[column]);
        for (auto cell : cells) hash(cell);
        if (rows_++ >= row_limit_) return;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            const auto& paragraph = type_->paragraph(cells[column], false);
            see(column, paragraph);
            cells_.push_back(&paragraph);
        }
    }

    void finish() override
    {
        auto facts = take_facts();
        std::vector<const Paragraph*> totals = total_row(facts);
        auto plan = pdf::plan_columns(needs_);
        pdf::Document document(sink_, {text_.title, text_.school, text_.language, palette()}, plan.paper,
                               std::move(type_));
        pdf::Report report(document, text_);
        report.head(facts);
        report.groups(facts);
        report.charts(facts);
        for (std::size_t set = 0; set < plan.sets.size() && !columns_.empty(); ++set) {
            if (set > 0) document.start_page();
            table(document, plan, set, totals);
        }
        report.origin(facts);
        document.finish(facts.content_hash.substr(0, 32));
    }

private:
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

    bool is_charted(const std::string& name) const
    {
        return std::ranges::any_of(text_.charts, [&](const Chart& chart) { return chart.column == name; });
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
        pdf::TableFacts facts{.rows = rows_,
                              .shown = std::min(rows_, row_limit_),
                              .totals = {},
                              .groups = {},
                              .charts = {},
                              .content_hash = {}};
        facts.totals.resize(columns_.size());
        bool too_few = rows_ < text_.suppress_below.value_or(0);
        for (const auto& [column, sum] : sums_) facts.totals[column] = too_few ? "not shown" : sum.text();
        for (const auto& [column, group] : groups_)
            if (contains(text_.group_by, columns_[column].name))
                facts.groups.push_back({columns_[column].title, group.largest(groups_shown, text_.suppress_below)});
        for (const auto& chart : text_.charts)
            for (const auto& [column, group] : groups_)
                if (columns_[column].name == chart.column)
                    facts.charts.push_back(
                        {chart.kind,
                         {columns_[column].title,
                          chart.kind == ChartKind::bar
                              ? group.largest(groups_shown, text_.suppress_below)
                              : group.in_order(is_number(columns_[column].type), text_.suppress_below)}});
        digest_.add(hashed_);
        facts.content_hash = digest_.hex();
        return facts;
    }

    // Empty where nothing is added up.
    std::vector<const Paragraph*> total_row(const pdf::TableFacts& facts)
    {
        if (sums_.empty()) return {};
        std::vector<const Paragraph*> cells;
        bool labelled = false;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            std::string text = facts.totals[column].value_or("");
            if (!facts.totals[column] && !labelled && !is_number(columns_[column].type)) {
                text = "Total";
                labelled = true;
            }
            cells.push_back(&type_->paragraph(text, true));
            see(column, *cells.back());
        }
        return cells;
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
        for (std::size_t at = 0; at < cells_.size(); at += columns_.size()) {
            take(&cells_[at]);
            table.row(row, {.striped = at / columns_.size() % 2 == 1});
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
    std::unique_ptr<pdf::Typesetter> type_;
    std::vector<const Paragraph*> titles_;
    std::vector<const Paragraph*> cells_; // row by row
    std::vector<pdf::ColumnNeed> needs_;
    std::map<std::size_t, ExactSum> sums_;
    std::map<std::size_t, GroupCount> groups_;
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
