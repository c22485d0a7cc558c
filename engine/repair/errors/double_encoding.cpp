#include "engine/repair/repairs.hpp"
#include "engine/text/double_encoding.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t most_fixes = 20'000;

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    Remedy remedy{.kind = RemedyKind::fix_cells, .words = "Decode the letters that were encoded twice."};
    for (const auto& column : evidence.prepared().mapping)
        if (auto header = decoded_again(column.source); header && !column.field)
            for (const auto& field : evidence.contract().schema.fields)
                if (header_key(*header) == header_key(field.name) || header_key(*header) == header_key(field.title))
                    remedy.columns[column.source] = field.name;
    std::set<std::pair<std::int64_t, std::string>> corrected; // by row and field
    for (const auto& fix : evidence.job().fixes) corrected.emplace(fix.line, fix.column.value_or(""));
    std::int64_t count = 0;
    std::string example;
    evidence.each_row([&](const Chunk& chunk, std::size_t row) {
        if (chunk.kind[row] != RowKind::data) return;
        for (std::size_t c = 0; c < evidence.prepared().mapping.size() && c < chunk.columns.size(); ++c) {
            const auto& column = evidence.prepared().mapping[c];
            auto field = column.field;
            if (auto found = remedy.columns.find(column.source); found != remedy.columns.end()) field = found->second;
            auto cell = chunk.cell(c, row);
            auto decoded = field ? decoded_again(trim(cell)) : std::nullopt;
            auto line = static_cast<std::int64_t>(chunk.line[row]);
            if (!decoded || corrected.contains({line, *field})) continue;
            if (++count > static_cast<std::int64_t>(most_fixes)) continue;
            if (example.empty()) example = fmt::format("“{}” for “{}”", trim(cell), *decoded);
            Fix fix;
            fix.line = line;
            fix.column = field;
            fix.from = std::string(cell);
            fix.to = std::move(*decoded);
            fix.reason = "encoded twice";
            remedy.fixes.push_back(std::move(fix));
        }
    });
    if (count == 0) return;
    matches.push_back(
        error.match(std::nullopt, count, fmt::format("{} × encoded twice: {}.", count, example), std::move(remedy)));
}
} // namespace

constinit const KnownError double_encoding{"double_encoding", ErrorClass::format,
                                           "A program took UTF-8 for windows-1252 and encoded it once more.", &find};
} // namespace engine
