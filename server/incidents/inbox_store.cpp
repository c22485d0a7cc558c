#include "server/incidents/inbox_store.hpp"
#include "base/json.hpp"
#include "server/events/event_store.hpp"

namespace incidents
{
namespace
{
struct Line {
    std::int64_t id = 0;
    events::Kind kind = events::Kind::run;
    std::string payload;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, kind, payload))

// What a run is when it is held or has ended by itself.
bool says_something(runs::RunState state)
{
    using enum runs::RunState;
    return state == held || state == succeeded || state == failed || state == quarantined;
}

// None where another version of the program wrote it in another form.
template <class T> std::optional<T> read(const std::string& payload)
{
    boost::system::error_code failed;
    auto document = json::parse(payload, failed);
    if (failed) return std::nullopt;
    T told;
    json::FieldErrors errors;
    json::decode(&document, told, "", errors);
    return errors.empty() ? std::optional(std::move(told)) : std::nullopt;
}
} // namespace

std::optional<Told> take_event(db::Session& db)
{
    db::Query oldest(R"sql(
        SELECT id, kind, payload FROM events
         WHERE kind IN ('run', 'due_file', 'source') AND seen_by_incidents = FALSE ORDER BY id LIMIT 1)sql");
    if (db.engine() == db::Engine::postgres) oldest.add(" FOR UPDATE SKIP LOCKED");
    auto line = db.find<Line>(oldest);
    if (!line) return std::nullopt;
    db.exec("UPDATE events SET seen_by_incidents = TRUE WHERE id = $1", line->id);
    Told told;
    if (line->kind == events::Kind::due_file) told.due_file = read<arrivals::DueFileEvent>(line->payload);
    if (line->kind == events::Kind::source) told.source = read<sources::SourceEvent>(line->payload);
    if (line->kind != events::Kind::run) return told;
    auto run = read<runs::Run>(line->payload);
    if (run && says_something(run->state) && run->kind == runs::RunKind::file) told.run = std::move(run);
    return told;
}

std::int64_t unseen_events(db::Session& db)
{
    return db.value<std::int64_t>(R"sql(
        SELECT COUNT(*) FROM (SELECT 1 FROM events
                               WHERE kind IN ('run', 'due_file', 'source') AND seen_by_incidents = FALSE
                               LIMIT 10000) unseen)sql");
}
} // namespace incidents
