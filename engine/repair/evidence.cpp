#include "engine/repair/evidence.hpp"
#include "engine/contract/choices.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine
{
namespace
{
// What the caller set, else what the contract sets.
ReadOptions asked_of(const ReadOptions& given, const ReadRules& rules)
{
    auto out = given;
    out.canonical = true;
    auto take = [](auto& into, const auto& from) {
        if (!into) into = from;
    };
    take(out.encoding, rules.encoding);
    take(out.delimiter, rules.delimiter);
    take(out.quote, rules.quote);
    take(out.escape, rules.escape);
    take(out.header_row, rules.header_row);
    take(out.header_rows, rules.header_rows);
    return out;
}

// The table that the run took: of its sheet, or else the first one that can be seen.
TableReader* table_of(OpenedFile& file, const std::optional<std::string>& sheet)
{
    for (auto& table : file.tables)
        if (!table->hidden && (!sheet || table->sheet == sheet)) return table.get();
    return nullptr;
}

Chunk first_rows(OpenedFile& file, const std::optional<std::string>& sheet)
{
    Chunk chunk;
    std::vector<Finding> ignored;
    if (auto* table = table_of(file, sheet)) table->next(chunk, ignored);
    return chunk;
}
} // namespace

Evidence::Evidence(const Job& job, const Prepared& prepared)
    : job_(job), prepared_(prepared), contract_(parse_contract(job.contract_text, job.contract_name)),
      asked_(asked_of(job.read, contract_.read))
{
    apply_choices(contract_, job_.choices);
}

const ByteSource& Evidence::bytes() const { return job_.pages ? *job_.pages : *job_.file; }

ReadOptions Evidence::as_read() const
{
    auto options = asked_;
    if (prepared_.kind != FileKind::csv) return options;
    options.encoding = prepared_.dialect.encoding;
    options.delimiter = prepared_.dialect.delimiter;
    options.quote = prepared_.dialect.quotechar;
    options.escape = prepared_.dialect.escapechar;
    return options;
}

const Chunk& Evidence::rows()
{
    if (!rows_) {
        auto file = open_file(bytes(), job_.file_name, as_read());
        rows_ = first_rows(file, prepared_.sheet);
    }
    return *rows_;
}

const Chunk& Evidence::detected_rows()
{
    if (!detected_rows_) {
        ReadOptions options;
        options.canonical = true;
        options.password = job_.read.password;
        auto file = open_file(bytes(), job_.file_name, options);
        detected_ = file.dialect;
        detected_rows_ = first_rows(file, prepared_.sheet);
    }
    return *detected_rows_;
}

const Dialect& Evidence::detected()
{
    detected_rows();
    return detected_;
}

void Evidence::each_row(const std::function<void(const Chunk&, std::size_t)>& see) const
{
    auto file = open_file(bytes(), job_.file_name, as_read());
    auto* table = table_of(file, prepared_.sheet);
    Chunk chunk;
    std::vector<Finding> ignored;
    while (table && table->next(chunk, ignored))
        for (std::size_t row = 0; row < chunk.rows(); ++row) see(chunk, row);
}

void Evidence::each_cell(std::size_t column, const std::function<void(std::string_view)>& see) const
{
    each_row([&](const Chunk& chunk, std::size_t row) {
        if (chunk.kind[row] != RowKind::data || column >= chunk.columns.size()) return;
        auto cell = trim(chunk.cell(column, row));
        if (!cell.empty()) see(cell);
    });
}

std::optional<std::size_t> Evidence::column_of(std::string_view field) const
{
    for (std::size_t c = 0; c < prepared_.mapping.size(); ++c)
        if (prepared_.mapping[c].field == field) return c;
    return std::nullopt;
}

const Field* Evidence::field_of(const std::optional<std::string>& column) const
{
    auto index = column ? contract_.schema.find(*column) : std::nullopt;
    return index ? &contract_.schema.fields[*index] : nullptr;
}

std::map<std::string, std::vector<const Finding*>> Evidence::findings_of(std::string_view rule) const
{
    std::map<std::string, std::vector<const Finding*>> out;
    for (const auto& finding : prepared_.findings)
        if (finding.rule == rule && finding.column) out[*finding.column].push_back(&finding);
    if (prepared_.findings.size() < kept_findings) return out;
    // Of a cause that comes late in a file with very many findings, the card still has examples.
    for (const auto& card : prepared_.cards)
        for (const auto& example : card.examples) {
            if (example.rule != rule || !example.column) continue;
            auto& list = out[*example.column];
            bool there = std::ranges::any_of(list, [&](const auto* one) { return one->line == example.line; });
            if (!there) list.push_back(&example);
        }
    return out;
}

std::int64_t Evidence::count_of(std::string_view rule, std::string_view column, std::size_t found) const
{
    auto count = static_cast<std::int64_t>(found);
    if (prepared_.findings.size() < kept_findings) return count;
    std::int64_t all = 0;
    for (const auto& card : prepared_.cards)
        if (card.rule == rule && card.column == column) all += card.count;
    return std::max(all, count);
}
} // namespace engine
