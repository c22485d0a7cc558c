#include "engine/review/slip_return.hpp"
#include "engine/prepare/choose_table.hpp"
#include "engine/prepare/judge.hpp"
#include "engine/prepare/references.hpp"
#include "engine/publish/slip/slip.hpp"
#include "engine/read/repeated_headers.hpp"
#include "engine/review/slip_damage.hpp"
#include "engine/standardize/standardizer.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include "engine/validate/rule.hpp"
#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <map>

namespace engine
{
namespace
{
class Merging
{
public:
    Merging(const Job& job, const Contract& contract, SlipSheet sheet, std::string name)
        : job_(job), contract_(contract), sheet_(std::move(sheet)), name_(std::move(name)),
          fields_(contract.schema.fields.size()), texts_(fields_)
    {
        for (const auto& row : sheet_.rows)
            if (row.line)
                by_line_[*row.line];
            else
                by_key_ = true;
        for (const auto& key : contract.schema.primary_key) key_.push_back(*contract.schema.find(key));
        if (!std::ranges::all_of(key_, [&](auto field) { return sheet_.has[field]; })) key_.clear();
        bool none_named = std::ranges::none_of(sheet_.rows, [](const auto& row) { return row.line.has_value(); });
        if (none_named && key_.empty() && !sheet_.rows.empty())
            throw Unreadable("no_slip",
                             fmt::format("“{}” has neither the column “Row code” nor “Row in your file”, so its rows "
                                         "cannot be found again. Correct the sheet that was downloaded here, or send "
                                         "it as a new file.",
                                         name_));
    }

    SlipMerge run()
    {
        out_.rows = static_cast<std::int64_t>(sheet_.rows.size());
        read_file();
        std::vector<SlipPair> pairs;
        for (const auto& slip : sheet_.rows)
            if (const auto* row = row_of(slip)) pairs.push_back({&slip, row});
        refuse_lost_letters(pairs, sheet_, contract_.schema, name_);
        refuse_sorted_columns(pairs, sheet_, contract_.schema, texts_, name_);
        auto next = pairs.begin();
        for (const auto& slip : sheet_.rows) {
            const SentRow* row = next != pairs.end() && next->slip == &slip ? (next++)->row : nullptr;
            if (row && (!slip.code.empty() || agrees(slip, *row)))
                join(slip, *row);
            else
                leave_out("unknown_row", unknown(slip));
        }
        std::ranges::stable_sort(out_.fixes, {}, &Fix::line);
        return std::move(out_);
    }

private:
    void read_file()
    {
        auto options = reading_options(job_.read, contract_.read);
        auto file = open_as_chosen(job_.pages ? *job_.pages : *job_.file, job_.file_name, options, job_.choices);
        auto table = choose_table(file, contract_, options, {job_.columns, job_.remembered});
        if (!table.reader || !table.reasons.empty() || !table.matching.reasons.empty()) return;
        Prepared judged;
        judged.sheet = file_sheet_ = table.reader->sheet;
        Standardizer standardizer(contract_, table.matching, judged.notices);
        References references(job_, contract_.schema, judged.notices);
        Validator validator({contract_, [&](std::size_t field) { return standardizer.layout().has_values(field); },
                             [&](const ForeignKey& key) { return references.of(key); }});
        FindingsFile no_file(nullptr);
        Judge judge(job_.file_name, validator, no_file, judged);
        Fixes fixes(job_.fixes, contract_.schema, table.reader->sheet);
        Batch batch;
        auto& chunk = table.first;
        do {
            mark_repeated_headers(chunk, table.header);
            standardizer.apply(chunk, batch);
            std::map<std::uint32_t, SentRow> seen;
            for (auto row : batch.live)
                if (by_key_ || by_line_.contains(static_cast<std::int64_t>(batch.line[row])))
                    seen[row].base = cells_of(batch, fields_, row);
            auto fixed = fixes.apply(batch, [&](std::uint32_t row, std::size_t field) {
                const auto& column = table.matching.from[field];
                return column && *column < chunk.columns.size() ? chunk.cell(*column, row) : null_cell;
            });
            for (auto& [row, one] : seen) one.now = cells_of(batch, fields_, row);
            keep(chunk, batch, table.matching, judge.judge(batch, std::move(fixed), table.findings), seen);
        } while (table.reader->next(chunk, table.findings));
    }

    // Of the rows that the sheet could mean, and of all rows held back what was sent.
    void keep(const Chunk& chunk, const Batch& batch, const Matching& matching, const SortedRows::Judged& judged,
              std::map<std::uint32_t, SentRow>& seen)
    {
        auto finding = judged.findings.begin();
        for (auto row : batch.live) {
            bool held = judged.held[row] || judged.fixed[row];
            auto found = seen.find(row);
            if (!held && found == seen.end()) continue;
            auto sent = sent_cells(chunk, matching, fields_, row);
            if (held) add_texts(texts_, sent);
            if (found == seen.end() || (!held && !by_line_.contains(static_cast<std::int64_t>(batch.line[row]))))
                continue;
            auto& one = rows_.emplace_back(std::move(found->second));
            one.line = static_cast<std::int64_t>(batch.line[row]);
            one.sheet = batch.sheet.empty() ? file_sheet_ : batch.sheet;
            one.code = code_of(chunk, matching, row);
            one.sent = std::move(sent);
            one.held = held;
            one.wrong.resize(fields_);
            while (finding != judged.findings.end() && finding->first < row) ++finding;
            for (; finding != judged.findings.end() && finding->first == row; ++finding) note(finding->second, one);
            for (std::size_t i = 0; i < fields_; ++i)
                if (one.now[i] != one.base[i]) one.wrong[i] = true; // as somebody has seen already
            if (auto at = by_line_.find(one.line); at != by_line_.end()) at->second.push_back(&one);
            if (held && has_right_key(one)) by_key_text_[key_of(one.base)].push_back(&one);
        }
    }

    void note(const Finding& finding, SentRow& row) const
    {
        if (auto field = finding.column ? contract_.schema.find(*finding.column) : std::nullopt)
            row.wrong[*field] = true;
        else if (finding.rule == "primary_key")
            for (const auto& name : contract_.schema.primary_key) row.wrong[*contract_.schema.find(name)] = true;
    }

    static std::string code_of(const Chunk& chunk, const Matching& matching, std::uint32_t row)
    {
        std::vector<std::string_view> cells(matching.columns.size(), null_cell);
        for (std::size_t c = 0; c < cells.size() && c < chunk.columns.size(); ++c) cells[c] = chunk.cell(c, row);
        return row_code(static_cast<std::int64_t>(chunk.line[row]), cells);
    }

    bool has_right_key(const SentRow& row) const
    {
        return !key_.empty() &&
               std::ranges::all_of(key_, [&](auto field) { return row.base[field] && !row.wrong[field]; });
    }
    std::vector<std::string> key_of(const SlipCells& cells) const
    {
        std::vector<std::string> key;
        for (auto field : key_) key.push_back(cells[field].value_or(""));
        return key;
    }

    // The one row of the file that a row of the sheet points at: by its code, else by its number, else by its key.
    const SentRow* row_of(const SlipRow& slip) const
    {
        if (!slip.line) {
            auto same = by_key_text_.find(key_of(slip.cells));
            return key_.empty() || same == by_key_text_.end() || same->second.size() > 1 ? nullptr : same->second[0];
        }
        const SentRow* first = nullptr;
        for (const auto* row : by_line_.at(*slip.line)) {
            if (!slip.code.empty() ? row->code == slip.code : agrees(slip, *row)) return row;
            if (!first && slip.code.empty()) first = row;
        }
        return first;
    }

    // Without its code a row is the same one only where every cell that had no problem is as it was.
    bool agrees(const SlipRow& slip, const SentRow& row) const
    {
        bool any = false;
        for (std::size_t i = 0; i < fields_; ++i) {
            if (row.wrong[i] || (!row.sent[i] && !row.base[i] && !slip.cells[i])) continue;
            if (!sheet_.has[i]) {
                if (std::ranges::find(key_, i) != key_.end()) return false;
                continue;
            }
            if (!came_back(row.sent[i], slip.as_written[i]) && slip.cells[i] != row.base[i]) return false;
            any = true;
        }
        return any;
    }

    void join(const SlipRow& slip, const SentRow& row)
    {
        auto [taken, first] = taken_.try_emplace(&row, &slip);
        if (first)
            take(slip, row);
        else if (slip.cells != taken->second->cells)
            leave_out("row_twice", fmt::format("Row {} of the file is in the sheet twice, in rows {} and {}; the "
                                               "first was taken.",
                                               row.line, taken->second->sheet_line, slip.sheet_line));
    }

    void take(const SlipRow& slip, const SentRow& row)
    {
        auto before = out_.fixes.size();
        bool changes = false;
        for (std::size_t i = 0; i < fields_; ++i) {
            const auto &base = row.base[i], &now = row.now[i], &wanted = slip.cells[i];
            if (!sheet_.has[i] || wanted == base || wanted == now || came_back(row.sent[i], slip.as_written[i]))
                continue;
            if (!row.wrong[i] && lost_zeros(row.sent[i], slip.as_written[i])) continue;
            changes = true;
            const auto& field = contract_.schema.fields[i];
            if (!row.held) break;
            if (now != base)
                leave_out("corrected_meanwhile",
                          fmt::format("{} in row {} has been corrected to {} meanwhile; the sheet's {} was not taken.",
                                      field.title, row.line, quoted(now.value_or("")), quoted(wanted.value_or(""))));
            else
                out_.fixes.push_back({row.line, row.sheet, false, field.name, base.value_or(""), wanted, std::nullopt});
        }
        if (changes && !row.held)
            return leave_out("row_not_held",
                             fmt::format("Row {} of the sheet changes row {} of the file, which is not held back. Only "
                                         "rows that are held back are corrected by a sheet; send the file again "
                                         "instead.",
                                         slip.sheet_line, row.line));
        ++(out_.fixes.size() > before ? out_.joined : out_.unchanged);
    }

    std::string unknown(const SlipRow& slip) const
    {
        return slip.line
                   ? fmt::format("Row {} of the sheet is not row {} of the file any more.", slip.sheet_line, *slip.line)
                   : fmt::format("Row {} of the sheet is none of the rows that were sent back.", slip.sheet_line);
    }

    void leave_out(const char* code, std::string sentence)
    {
        if (out_.left_out.size() < most_sentences) out_.left_out.push_back({code, std::move(sentence)});
    }

    static constexpr std::size_t most_sentences = 200;
    const Job& job_;
    const Contract& contract_;
    SlipSheet sheet_;
    std::string name_;
    std::optional<std::string> file_sheet_;
    std::size_t fields_;
    SentTexts texts_;
    std::vector<std::size_t> key_; // fields; none where the sheet lacks one of them
    bool by_key_ = false;          // some rows have neither code nor number
    std::deque<SentRow> rows_;
    std::map<std::int64_t, std::vector<const SentRow*>> by_line_;
    std::map<std::vector<std::string>, std::vector<const SentRow*>> by_key_text_;
    std::map<const SentRow*, const SlipRow*> taken_;
    SlipMerge out_;
};
} // namespace

SlipMerge merge_slip(const Job& job, const ByteSource& slip, const std::string& slip_name)
{
    auto contract = parse_contract(job.contract_text, job.contract_name);
    apply_choices(contract, job.choices);
    return Merging(job, contract, read_slip_sheet(contract, slip, slip_name), slip_name).run();
}
} // namespace engine
