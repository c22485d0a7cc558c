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
} // namespace

Fingerprint fingerprint_of(const Identity& identity)
{
    Fingerprint key;
    std::string where = "hub", place = "the hub itself";
    if (identity.feed) {
        where = fmt::format("feed {}", identity.feed->id);
        place = identity.feed->title;
    } else if (identity.department) {
        where = fmt::format("department {}", identity.department->id);
        place = identity.department->name;
    }
    auto kind = json::enum_text(identity.kind);
    std::string text;
    put(text, std::to_string(fingerprint_algorithm));
    for (const auto& part : {kind, where, identity.about, identity.column.value_or("")}) put(text, part);
    key.hash = sha256_hex(text);
    key.parts = {{"kind", kind}, {identity.feed ? "regular file" : "department", place}, {"cause", identity.about}};
    if (identity.column) key.parts.push_back({"column", *identity.column});
    key.basis = fmt::format("The same cause ({}){} in {}.", identity.about,
                            identity.column ? fmt::format(" in the column {}", *identity.column) : "", place);
    return key;
}
} // namespace incidents
