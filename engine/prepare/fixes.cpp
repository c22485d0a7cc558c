#include "engine/prepare/fixes.hpp"
#include "engine/validate/rule.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace engine
{
Fixes::Fixes(std::vector<Fix> fixes, const Schema& schema, const std::optional<std::string>& sheet) : schema_(schema)
{
    for (auto& fix : fixes) {
        if (fix.sheet && sheet && *fix.sheet != *sheet) continue;
        auto field = fix.column ? schema.find(*fix.column) : std::nullopt;
        bool is_for_every_row = fix.line == 0 && fix.column && fix.from;
        auto& list = is_for_every_row ? alike_ : pending_;
        list.push_back({std::move(fix), field, false});
    }
    // Several corrections of one cell apply in the order in which they were made.
    std::ranges::stable_sort(pending_, {}, [](const Pending& one) { return one.fix.line; });
}

// What is said of one row comes last, so it wins over what is said of every row.
Fixes::Applied Fixes::apply(Batch& batch, const std::function<std::string_view(std::uint32_t, std::size_t)>& as_sent)
{
    Applied out;
    out.fixed.assign(batch.rows(), 0);
    if (std::exchange(sheet_, batch.sheet) != batch.sheet) next_ = 0; // lines begin anew
    if (next_ == pending_.size() && alike_.empty()) return out;
    bool excluded = false;
    for (auto row : batch.live) {
        auto line = static_cast<std::int64_t>(batch.line[row]);
        apply_to_alike(batch, row, out);
        while (next_ < pending_.size() && pending_[next_].fix.line < line) ++next_;
        for (; next_ < pending_.size() && pending_[next_].fix.line == line; ++next_) {
            auto& pending = pending_[next_];
            if (pending.fix.sheet && !batch.sheet.empty() && *pending.fix.sheet != batch.sheet) continue;
            if (pending.fix.exclude) {
                batch.kind[row] = RowKind::excluded;
                excluded = pending.used = true;
            }
            if (pending.field) apply_to_cell(pending, batch, row, as_sent(row, *pending.field), out);
        }
    }
    if (excluded) batch.keep_live();
    return out;
}

void Fixes::apply_to_alike(Batch& batch, std::uint32_t row, Applied& out)
{
    for (auto& [fix, field, used] : alike_) {
        if (!field) continue;
        auto& cell = batch.columns[*field][row];
        if (cell != *fix.from) continue;
        cell = fix.to ? batch.arena.copy(*fix.to) : null_cell;
        out.fixed[row] = 1;
        used = true;
    }
}

void Fixes::apply_to_cell(Pending& pending, Batch& batch, std::uint32_t row, std::string_view sent, Applied& out)
{
    auto& [fix, field, used] = pending;
    used = true;
    auto& cell = batch.columns[*field][row];
    auto line = static_cast<std::int64_t>(batch.line[row]);
    auto now = fix.to ? std::string_view(*fix.to) : std::string_view();
    if (cell == now && is_null(cell) == !fix.to) return;
    if (fix.from && cell != *fix.from && sent != *fix.from) {
        Finding finding{"stale_fix",
                        Severity::warning,
                        "",
                        {},
                        line,
                        schema_.fields[*field].name,
                        std::string(cell),
                        fmt::format("The correction of {} was made when it was {}; now it is {}.",
                                    schema_.fields[*field].title, quoted(*fix.from), quoted(cell)),
                        quoted(*fix.from),
                        fmt::format("Look at row {} again and correct it anew if need be.", line)};
        out.stale.emplace_back(row, std::move(finding));
        return;
    }
    cell = fix.to ? batch.arena.copy(now) : null_cell;
    out.fixed[row] = 1;
}

std::vector<Notice> Fixes::unused() const
{
    std::vector<Notice> out;
    for (const auto& [fix, field, used] : alike_) {
        if (used) continue;
        out.push_back({"stale_fix", fmt::format("No row has {} in {} any more, so its correction changed nothing.",
                                                quoted(*fix.from), *fix.column)});
    }
    for (const auto& [fix, field, used] : pending_) {
        if (used) continue;
        if (fix.column && !field)
            out.push_back({"stale_fix",
                           fmt::format("A correction is for {}, which is no longer in the file rules.", *fix.column)});
        else
            out.push_back(
                {"stale_fix", fmt::format("A correction is for row {}, which is no data row of this file.", fix.line)});
    }
    return out;
}
} // namespace engine
