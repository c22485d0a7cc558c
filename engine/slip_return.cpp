#include "engine/slip_return.hpp"
#include "engine/choose_table.hpp"
#include "engine/fixes.hpp"
#include "engine/publish/slip/slip.hpp"
#include "engine/standardize/standardizer.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include "engine/validate/rule.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace engine
{
namespace
{
using Cells = std::vector<std::optional<std::string>>;

std::optional<std::string> text_of(std::string_view cell)
{
    return is_blank(cell) ? std::nullopt : std::optional<std::string>(cell);
}

// By field, after the steps.
Cells cells_of(const Batch& batch, std::size_t fields, std::uint32_t row)
{
    Cells cells;
    for (std::size_t i = 0; i < fields; ++i) cells.push_back(text_of(batch.columns[i][row]));
    return cells;
}

// By field, as written.
Cells sent_cells(const Chunk& chunk, const Matching& matching, std::size_t fields, std::size_t row)
{
    Cells cells;
    for (std::size_t i = 0; i < fields; ++i) {
        auto from = matching.from[i];
        cells.push_back(from && *from < chunk.columns.size() ? text_of(chunk.cell(*from, row)) : std::nullopt);
    }
    return cells;
}

struct SlipRow {
    std::int64_t sheet_line = 0;      // in the sheet itself
    std::string code;                 // "" where the sheet has none
    std::optional<std::int64_t> line; // in the file
    Cells cells, as_written;
    bool found = false;
};

// Rows that come back are single rows: what steps do with rows as a whole has been done.
Contract of_single_rows(Contract contract)
{
    std::erase_if(contract.steps, [](const Step& step) {
        return std::holds_alternative<DropRowsStep>(step.action) || std::holds_alternative<DedupeStep>(step.action);
    });
    return contract;
}

std::optional<std::size_t> column_named(const std::vector<std::string>& header, std::string_view name)
{
    auto found = std::ranges::find(header, header_key(name), header_key);
    if (found == header.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header.begin());
}

std::string_view cell_at(const Chunk& chunk, std::optional<std::size_t> column, std::size_t row)
{
    return column && *column < chunk.columns.size() ? trim(chunk.cell(*column, row)) : std::string_view();
}

// The rows of the sheet, cleaned by the steps of the file rules; and which fields the sheet has.
struct Sheet {
    std::vector<SlipRow> rows;
    std::vector<bool> has;
};

Sheet read_sheet(const Contract& contract, const ByteSource& slip, const std::string& name)
{
    auto rules = of_single_rows(contract);
    ReadOptions options;
    options.canonical = true;
    auto file = open_file(slip, name, options);
    auto table = choose_table(file, rules, options, {});
    if (!table.reader || table.matching.matched == 0)
        throw Unreadable("no_slip", fmt::format("“{}” is no correction sheet of this file: none of its columns is one "
                                                "of {}. Send the sheet that was downloaded here.",
                                                name, contract.title));
    auto code = column_named(table.header, "Row code"), line = column_named(table.header, "Row in your file");
    if (!code && !line)
        throw Unreadable("no_slip", fmt::format("“{}” has neither the column “Row code” nor “Row in your file”, so its "
                                                "rows cannot be found again. Correct the sheet that was downloaded "
                                                "here, or send it as a new file.",
                                                name));
    Sheet sheet;
    std::vector<Notice> ignored;
    Standardizer standardizer(rules, table.matching, ignored);
    auto fields = rules.schema.fields.size();
    for (std::size_t i = 0; i < fields; ++i) sheet.has.push_back(standardizer.layout().has_values(i));
    Batch batch;
    do {
        mark_repeated_headers(table.first, table.header);
        standardizer.apply(table.first, batch);
        for (auto row : batch.live) {
            SlipRow one;
            one.sheet_line = static_cast<std::int64_t>(batch.line[row]);
            one.code = cell_at(table.first, code, row);
            auto written = one.code.empty() ? std::string(cell_at(table.first, line, row))
                                            : one.code.substr(0, one.code.find('-'));
            one.line = parse_integer(written);
            one.cells = cells_of(batch, fields, row);
            one.as_written = sent_cells(table.first, table.matching, fields, row);
            sheet.rows.push_back(std::move(one));
        }
    } while (table.reader->next(table.first, table.findings));
    return sheet;
}

class Merging
{
public:
    Merging(const Job& job, const Contract& contract, Sheet sheet)
        : job_(job), contract_(contract), sheet_(std::move(sheet)), fields_(contract.schema.fields.size())
    {
        for (auto& row : sheet_.rows)
            if (row.line) by_line_[*row.line].push_back(&row);
    }

    SlipMerge run()
    {
        out_.rows = static_cast<std::int64_t>(sheet_.rows.size());
        read_file();
        for (const auto& row : sheet_.rows)
            if (!row.found)
                leave_out("unknown_row",
                          row.line ? fmt::format("Row {} of the sheet is not row {} of the file any more.",
                                                 row.sheet_line, *row.line)
                                   : fmt::format("Row {} of the sheet is none of the rows that were sent back.",
                                                 row.sheet_line));
        return std::move(out_);
    }

private:
    void read_file()
    {
        auto options = reading_options(job_.read, contract_.read);
        auto file = open_file(job_.pages ? *job_.pages : *job_.file, job_.file_name, options);
        auto table = choose_table(file, contract_, options, {job_.columns, job_.remembered});
        if (!table.reader || !table.reasons.empty() || !table.matching.reasons.empty()) return;
        std::vector<Notice> ignored;
        Standardizer standardizer(contract_, table.matching, ignored);
        Fixes fixes(job_.fixes, contract_.schema, table.reader->sheet);
        Batch batch;
        auto& chunk = table.first;
        do {
            mark_repeated_headers(chunk, table.header);
            standardizer.apply(chunk, batch);
            std::map<std::uint32_t, Cells> wanted; // as the steps leave them, before any correction
            for (auto row : batch.live)
                if (by_line_.contains(static_cast<std::int64_t>(batch.line[row])))
                    wanted.emplace(row, cells_of(batch, fields_, row));
            fixes.apply(batch, [&](std::uint32_t row, std::size_t field) {
                const auto& column = table.matching.from[field];
                return column && *column < chunk.columns.size() ? chunk.cell(*column, row) : null_cell;
            });
            for (const auto& [row, base] : wanted) {
                auto now = cells_of(batch, fields_, row);
                auto sent = sent_cells(chunk, table.matching, fields_, row);
                compare(static_cast<std::int64_t>(batch.line[row]), code_of(chunk, table.matching, row),
                        {base, now, sent}, table.reader->sheet);
            }
        } while (table.reader->next(chunk, table.findings));
    }

    static std::string code_of(const Chunk& chunk, const Matching& matching, std::uint32_t row)
    {
        std::vector<std::string_view> cells(matching.columns.size(), null_cell);
        for (std::size_t c = 0; c < cells.size() && c < chunk.columns.size(); ++c) cells[c] = chunk.cell(c, row);
        return row_code(static_cast<std::int64_t>(chunk.line[row]), cells);
    }

    // A row of the file in its three states.
    struct Row {
        Cells base, now, sent;
    };

    // Without its code a row is the same one only where more of its cells are as sent than not.
    bool is_same_row(const SlipRow& slip, const Row& row) const
    {
        std::size_t same = 0, other = 0;
        for (std::size_t i = 0; i < fields_; ++i) {
            if (!sheet_.has[i] || (!row.sent[i] && !slip.as_written[i])) continue;
            bool equal = slip.as_written[i] == row.sent[i] || slip.cells[i] == row.base[i];
            ++(equal ? same : other);
        }
        return same > other;
    }

    void compare(std::int64_t line, const std::string& code, const Row& row, const std::optional<std::string>& sheet)
    {
        const SlipRow* taken = nullptr;
        for (auto* slip : by_line_.at(line)) {
            if (slip->code.empty() ? !is_same_row(*slip, row) : slip->code != code) continue;
            slip->found = true;
            if (taken) {
                if (slip->cells != taken->cells)
                    leave_out("row_twice",
                              fmt::format("Row {} of the file is in the sheet twice, in rows {} and {}; the "
                                          "first was taken.",
                                          line, taken->sheet_line, slip->sheet_line));
                continue;
            }
            taken = slip;
            take(*slip, line, row, sheet);
        }
    }

    void take(const SlipRow& slip, std::int64_t line, const Row& row, const std::optional<std::string>& sheet)
    {
        auto before = out_.fixes.size();
        for (std::size_t i = 0; i < fields_; ++i) {
            const auto& [base, now, sent] = std::tie(row.base[i], row.now[i], row.sent[i]);
            const auto& wanted = slip.cells[i];
            if (!sheet_.has[i] || wanted == base || wanted == now || slip.as_written[i] == sent) continue;
            const auto& field = contract_.schema.fields[i];
            if (now != base) {
                leave_out("corrected_meanwhile",
                          fmt::format("{} in row {} has been corrected to {} meanwhile; the sheet's {} was not taken.",
                                      field.title, line, quoted(now.value_or("")), quoted(wanted.value_or(""))));
                continue;
            }
            out_.fixes.push_back({line, sheet, false, field.name, base.value_or(""), wanted, std::nullopt});
        }
        ++(out_.fixes.size() > before ? out_.joined : out_.unchanged);
    }

    void leave_out(const char* code, std::string sentence)
    {
        if (out_.left_out.size() < most_sentences) out_.left_out.push_back({code, std::move(sentence)});
    }

    static constexpr std::size_t most_sentences = 200;
    const Job& job_;
    const Contract& contract_;
    Sheet sheet_;
    std::size_t fields_;
    std::map<std::int64_t, std::vector<SlipRow*>> by_line_;
    SlipMerge out_;
};
} // namespace

SlipMerge merge_slip(const Job& job, const ByteSource& slip, const std::string& slip_name)
{
    auto contract = parse_contract(job.contract_text, job.contract_name);
    apply_choices(contract, job.choices);
    return Merging(job, contract, read_sheet(contract, slip, slip_name)).run();
}
} // namespace engine
