#pragma once
// What is known of a cause: how it is recognised, what helps, and how often it did.
#include "server/incidents/incident.hpp"

namespace incidents
{
// `automatic` is “auto” in every text.
enum class Guard { automatic, ask, never };
inline auto boost_enum_descriptor_fn(Guard**)
{
    return boost::describe::detail::enum_descriptor_fn_impl(0, SPELLED(Guard, automatic, "auto"),
                                                            SPELLED(Guard, ask, "ask"), SPELLED(Guard, never, "never"));
}

// What an incident must be like; what is left out fits all.
struct Signature {
    std::optional<IncidentKind> incident_kind{};
    std::optional<std::string> reason{}; // Incident::about
    std::optional<std::int64_t> department_id{}, feed_id{};
    std::optional<std::string> column{};
    std::optional<std::string> pattern{}; // of the title; * stands for any text, case does not count
    std::optional<std::int64_t> at_least_rows{};
};
BOOST_DESCRIBE_STRUCT(Signature, (), (incident_kind, reason, department_id, feed_id, column, pattern, at_least_rows))

// What a signature is held against.
struct Likeness {
    IncidentKind kind = IncidentKind::manual;
    std::string about, title;
    std::optional<std::int64_t> department_id{}, feed_id{};
    std::optional<std::string> column{};
    std::int64_t rows = 0;
};
bool fits(const Signature& signature, const Likeness& incident);
bool is_empty(const Signature& signature);

struct KnownError {
    std::int64_t id = 0;
    std::string key;
    std::int64_t version = 1;
    engine::ErrorClass kind = engine::ErrorClass::format;
    bool shipped = false;
    std::string title, symptom, cause, workaround, remedy_words;
    Signature signature{};
    Guard guard = Guard::ask;
    bool enabled = true;
    std::optional<std::string> valid_until{};
    std::int64_t hits = 0, accepted = 0, refused = 0, no_effect = 0, came_back = 0;
    std::int64_t minutes_saved = 0;
    std::optional<double> hit_rate{}; // of what was tried, how much worked
    std::optional<std::string> last_hit_at{};
    std::string changed_at;
    std::optional<users::UserRef> changed_by{};
};
BOOST_DESCRIBE_STRUCT(KnownError, (),
                      (id, key, version, kind, shipped, title, symptom, cause, workaround, remedy_words, signature,
                       guard, enabled, valid_until, hits, accepted, refused, no_effect, came_back, minutes_saved,
                       hit_rate, last_hit_at, changed_at, changed_by))

struct KnownErrorVersion {
    std::int64_t version = 1;
    std::string at;
    std::optional<users::UserRef> by{};
    std::string words;
};
BOOST_DESCRIBE_STRUCT(KnownErrorVersion, (), (version, at, by, words))

// Two seconds for a cell that nobody had to correct by hand, and five minutes for the file that nobody had to send
// back.
inline constexpr auto minutes_formula =
    "Minutes saved: five for each file that was repaired, and one more for every 30 cells.";

struct KnownErrorInput {
    std::optional<std::string> key{};
    std::string title;
    engine::ErrorClass kind = engine::ErrorClass::meaning;
    std::string symptom, cause, workaround;
    Signature signature{};
    Guard guard = Guard::ask;
    std::optional<std::string> valid_until{};
    bool enabled = true;
};
BOOST_DESCRIBE_STRUCT(KnownErrorInput, (),
                      (key, title, kind, symptom, cause, workaround, signature, guard, valid_until, enabled))
} // namespace incidents
