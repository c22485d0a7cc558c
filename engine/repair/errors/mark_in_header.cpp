#include "engine/repair/repairs.hpp"
#include "engine/text/unicode.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::string_view mark = "\xEF\xBB\xBF";

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    const auto& mapping = evidence.prepared().mapping;
    if (!evidence.traces().mark_in_header || mapping.empty()) return;
    Remedy remedy{.kind = RemedyKind::handled, .words = "The mark is left out; nothing has to be done."};
    if (!mapping[0].field) {
        auto key = header_key(mapping[0].source);
        while (key.starts_with(mark)) key.erase(0, mark.size());
        for (const auto& field : evidence.contract().schema.fields)
            if (key == header_key(field.name) || key == header_key(field.title))
                remedy = {.kind = RemedyKind::map_column,
                          .words = fmt::format("Take the first column for {}.", field.title),
                          .columns = {{mapping[0].source, field.name}}};
        if (remedy.columns.empty()) return;
    }
    matches.push_back(
        error.match(std::nullopt, 1, "The first header begins with a byte order mark.", std::move(remedy)));
}
} // namespace

constinit const KnownError mark_in_header{"mark_in_header", ErrorClass::format,
                                          "The export writes a byte order mark twice, or in the middle of a line.",
                                          &find};
} // namespace engine
