#pragma once
// By what two findings are the same incident: never by a value, a count or free text.
#include "server/incidents/incident.hpp"
#include <string>
#include <vector>

namespace incidents
{
struct KeyPart {
    std::string part, value; // in words
};
BOOST_DESCRIBE_STRUCT(KeyPart, (), (part, value))

inline constexpr std::int64_t fingerprint_algorithm = 1;

struct Fingerprint {
    std::string hash;  // SHA-256 of the algorithm and the parts
    std::string basis; // a sentence
    std::vector<KeyPart> parts;
};

// `about`: the rule, known error, question or reason's code. `where`: “feed 3”, “department 2” or “hub”.
struct Identity {
    IncidentKind kind = IncidentKind::manual;
    std::optional<feeds::FeedRef> feed{};
    std::optional<departments::DepartmentRef> department{};
    std::string about;
    std::optional<std::string> column{};
};
Fingerprint fingerprint_of(const Identity& identity);
} // namespace incidents
