#pragma once
// A school's own known errors as YAML, to be kept, looked through and handed to another hub.
#include "base/result.hpp"
#include "server/incidents/known_error.hpp"
#include <map>

namespace incidents
{
// Departments and feeds go by their keys: ids differ between hubs.
struct WrittenSignature {
    std::optional<IncidentKind> incident_kind{};
    std::optional<std::string> reason{}, department{}, feed{}, column{}, pattern{};
    std::optional<std::int64_t> at_least_rows{};
};
BOOST_DESCRIBE_STRUCT(WrittenSignature, (), (incident_kind, reason, department, feed, column, pattern, at_least_rows))

struct WrittenKnownError {
    std::string key, title;
    engine::ErrorClass kind = engine::ErrorClass::meaning;
    std::string symptom, cause, workaround;
    WrittenSignature signature{};
    Guard guard = Guard::ask;
    std::optional<std::string> valid_until{};
    bool enabled = true;
};
BOOST_DESCRIBE_STRUCT(WrittenKnownError, (),
                      (key, title, kind, symptom, cause, workaround, signature, guard, valid_until, enabled))

struct WrittenKnownErrors {
    std::vector<WrittenKnownError> known_errors;
};
BOOST_DESCRIBE_STRUCT(WrittenKnownErrors, (), (known_errors))

std::string write_yaml(const WrittenKnownErrors& all);
// Refuses (invalid) with the line where it is no YAML, and with the path of what does not fit.
Result<WrittenKnownErrors> read_yaml(std::string_view text);
} // namespace incidents
