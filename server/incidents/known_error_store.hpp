#pragma once
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/incidents/known_error_yaml.hpp"

namespace incidents
{
// Puts the shipped ones in, and what a newer program says of them; what the school set of them stays.
void ship_known_errors(db::Session& db);

struct KnownErrorFilter {
    std::optional<engine::ErrorClass> kind{};
    std::optional<bool> shipped{}, enabled{};
    std::optional<std::string> search{};
};
// Orderings: title (default), hits, last_hit_at.
Result<db::Page<KnownError>> list_known_errors(db::Session& db, const KnownErrorFilter& filter,
                                               const db::PageQuery& wanted);
std::optional<KnownError> find_known_error(db::Session& db, std::int64_t id);
std::vector<KnownErrorVersion> versions_of(db::Session& db, std::int64_t id); // the newest first
std::vector<IncidentRef> incidents_of(db::Session& db, std::int64_t id);      // the last twenty
// The school's own, by key; and those of another hub or of earlier, taken by key.
WrittenKnownErrors written_known_errors(db::Session& db);
struct Imported {
    std::int64_t created = 0, changed = 0, unchanged = 0;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(Imported, (), (created, changed, unchanged, words))
Result<Imported> import_known_errors(db::Session& db, const WrittenKnownErrors& all, std::int64_t by);

// What is wrong with one as such; paths as in the body.
json::FieldErrors errors_in(const KnownErrorInput& input);
Result<KnownError> insert_known_error(db::Session& db, const KnownErrorInput& input, std::int64_t by);
// A new version. Of a shipped one only what the school may set: workaround, guard, valid_until, enabled.
Result<KnownError> change_known_error(db::Session& db, std::int64_t id, const KnownErrorInput& input, std::int64_t by);

// The one that an incident looks like: that of the engine, else the school's own that says most.
std::optional<std::int64_t> recognise(db::Session& db, const std::optional<std::string>& engine_key,
                                      const Likeness& incident);

struct Tried {
    std::int64_t tested = 0;
    std::vector<IncidentRef> hits, new_hits, lost_hits;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(Tried, (), (tested, hits, new_hits, lost_hits, words))
// Holds a signature against the last 200 incidents. New and lost: beside those that the known error has now.
Tried try_signature(db::Session& db, const Signature& signature, std::optional<std::int64_t> known_error_id);
} // namespace incidents
