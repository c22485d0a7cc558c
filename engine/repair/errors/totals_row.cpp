#include "engine/contract/write.hpp"
#include "engine/repair/repairs.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace engine
{
namespace
{
bool means_total(std::string_view cell)
{
    static constexpr std::string_view words[] = {"total", "totals", "subtotal", "sub total", "grand total", "sum",
                                                 "summe", "gesamt", "somme",    "totale",    "suma"};
    auto folded = fold(cell);
    if (folded.ends_with(':')) folded.pop_back();
    return std::ranges::find(words, folded) != std::end(words);
}

std::string sql_text(std::string_view text)
{
    std::string out = "'";
    for (char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + "'";
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    std::int64_t left_out = 0, taken = 0;
    std::map<std::string, std::set<std::string>> words; // by field
    evidence.each_row([&](const Chunk& chunk, std::size_t row) {
        left_out += chunk.kind[row] == RowKind::totals;
        if (chunk.kind[row] != RowKind::data) return;
        const auto& mapping = evidence.prepared().mapping;
        for (std::size_t c = 0; c < mapping.size() && c < chunk.columns.size(); ++c) {
            auto cell = trim(chunk.cell(c, row));
            if (cell.empty() || !mapping[c].field) continue;
            if (!means_total(cell)) return;
            ++taken;
            words[*mapping[c].field].emplace(cell);
            return;
        }
    });
    if (taken > 0 && evidence.prepared().errors > 0) {
        std::string where;
        for (const auto& [field, texts] : words)
            for (const auto& text : texts)
                where += fmt::format("{}\"{}\" = {}", where.empty() ? "" : " OR ", field, sql_text(text));
        Step step{"leave totals out", false, DropRowsStep{where, {}}, {}};
        matches.push_back(error.match(
            std::nullopt, taken, fmt::format("{} × a row of totals among the data.", taken),
            {.kind = RemedyKind::add_step, .words = "Leave the rows of totals out.", .step = write_step(step)}));
    } else if (left_out > 0)
        matches.push_back(
            error.match(std::nullopt, left_out, fmt::format("{} × a row of totals, told from the data.", left_out),
                        {.kind = RemedyKind::handled, .words = "They are left out; nothing has to be done."}));
}
} // namespace

constinit const KnownError totals_row{"totals_row", ErrorClass::format, "The report adds its columns up.", &find};
} // namespace engine
