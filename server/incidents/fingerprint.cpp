#include "server/incidents/fingerprint.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include <fmt/format.h>

namespace incidents
{
namespace
{
// Lengths in front keep “ab” + “c” apart from “a” + “bc”.
void put(std::string& text, std::string_view part) { text += fmt::format("{}:{}", part.size(), part); }

struct Where {
    std::string key, words; // key: “feed 3”, “department 2” or “hub”; of one thing with it in front
};

Where where_of(const Identity& identity)
{
    Where where{"hub", "the hub itself"};
    if (identity.feed)
        where = {fmt::format("feed {}", identity.feed->id), identity.feed->title};
    else if (identity.department)
        where = {fmt::format("department {}", identity.department->id), identity.department->name};
    if (identity.due_file) return {fmt::format("due file {}", identity.due_file->id), identity.due_file->words};
    if (identity.source)
        return {fmt::format("source {} of {}", identity.source->id, where.key), identity.source->words};
    return where;
}
} // namespace

Fingerprint fingerprint_of(const Identity& identity)
{
    Fingerprint key;
    auto where = where_of(identity);
    auto kind = json::enum_text(identity.kind);
    std::string text;
    put(text, std::to_string(fingerprint_algorithm));
    for (const auto& part : {kind, where.key, identity.about, identity.column.value_or("")}) put(text, part);
    key.hash = sha256_hex(text);
    const char* part = identity.due_file ? "due file"
                       : identity.source ? "place"
                       : identity.feed   ? "regular file"
                                         : "department";
    key.parts = {{"kind", kind}, {part, where.words}, {"cause", identity.about}};
    if (identity.column) key.parts.push_back({"column", *identity.column});
    key.basis = fmt::format("The same cause ({}){} in {}.", identity.about,
                            identity.column ? fmt::format(" in the column {}", *identity.column) : "", where.words);
    return key;
}
} // namespace incidents
