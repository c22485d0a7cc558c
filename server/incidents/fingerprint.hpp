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

// The one due file or source that something is about; which one, in words.
struct Thing {
    std::int64_t id = 0;
    std::string words{};
};

// `about`: the rule, known error, question or reason's code.
struct Identity {
    IncidentKind kind = IncidentKind::manual;
    std::optional<feeds::FeedRef> feed{};
    std::optional<departments::DepartmentRef> department{};
    std::string about;
    std::optional<std::string> column{};
    std::optional<Thing> due_file{}, source{};
};
Fingerprint fingerprint_of(const Identity& identity);
} // namespace incidents
