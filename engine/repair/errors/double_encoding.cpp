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
    auto count = evidence.traces().encoded_twice + static_cast<std::int64_t>(remedy.columns.size());
    if (count == 0) return;
    auto example = evidence.traces().encoded_example;
    if (example.empty())
        example = fmt::format("“{}” became {}", remedy.columns.begin()->first, remedy.columns.begin()->second);
    matches.push_back(
        error.match(std::nullopt, count, fmt::format("{} × encoded twice: {}.", count, example), std::move(remedy)));
}
} // namespace

constinit const KnownError double_encoding{"double_encoding", ErrorClass::format,
                                           "A program took UTF-8 for windows-1252 and encoded it once more.", &find};
} // namespace engine
