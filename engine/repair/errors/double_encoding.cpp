#include "engine/text/double_encoding.hpp"
#include "engine/repair/repairs.hpp"
#include "engine/text/unicode.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    Remedy remedy{.kind = RemedyKind::handled, .words = "The letters are decoded; nothing has to be done."};
    for (const auto& column : evidence.prepared().mapping)
        if (auto header = decoded_again(column.source); header && !column.field)
            for (const auto& field : evidence.contract().schema.fields)
                if (header_key(*header) == header_key(field.name) || header_key(*header) == header_key(field.title))
                    remedy.columns[column.source] = field.name;
    if (!remedy.columns.empty()) {
        remedy.kind = RemedyKind::map_column;
        remedy.words = "Take the columns whose names were encoded twice for those of the file rules.";
    }
    std::int64_t count = 0;
    std::string example;
    evidence.each_row([&](const Chunk& chunk, std::size_t row) {
        if (chunk.kind[row] != RowKind::data) return;
        for (std::size_t c = 0; c < evidence.prepared().mapping.size() && c < chunk.columns.size(); ++c) {
            const auto& column = evidence.prepared().mapping[c];
            auto cell = trim(chunk.cell(c, row));
            auto decoded = column.field || remedy.columns.contains(column.source) ? decoded_again(cell) : std::nullopt;
            if (decoded && ++count == 1) example = fmt::format("“{}” for “{}”", cell, *decoded);
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
