#include "server/incidents/open_store.hpp"
#include "server/incidents/attempt_store.hpp"
#include "server/incidents/known_error_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace incidents
{
namespace
{
// Of one run: when its file was accepted, and by which rules it was read.
struct Arrival {
    std::string accepted_at;
    std::optional<std::int64_t> started_by_id;
};
BOOST_DESCRIBE_STRUCT(Arrival, (), (accepted_at, started_by_id))

struct FilesLeft {
    std::int64_t incident_id = 0, files_left = 0;
};
BOOST_DESCRIBE_STRUCT(FilesLeft, (), (incident_id, files_left))

std::int64_t next_number(db::Session& db, std::optional<std::int64_t> department)
{
    static constexpr auto sql = R"sql(
        INSERT INTO incident_numbers (scope, last_number) VALUES ($1, 1)
        ON CONFLICT (scope) DO UPDATE SET last_number = incident_numbers.last_number + 1 RETURNING last_number)sql";
    return db.value<std::int64_t>(sql, department.value_or(0));
}

std::int64_t insert(db::Session& db, const Observation& seen)
{
    static constexpr auto sql = R"sql(
        INSERT INTO incidents (department_id, number, feed_id, kind, severity, state, title, about, column_name,
                               due_file_id, source_id, first_seen_at, last_seen_at, opened_at)
        VALUES ($1, $2, $3, $4, $5, 'new', $6, $7, $8, $9, $10, $11, $11, $11) RETURNING id)sql";
    auto id_of = [](const auto& ref) { return ref ? std::optional(ref->id) : std::nullopt; };
    static constexpr auto period = "INSERT INTO incident_periods (incident_id, seq, opened_at) VALUES ($1, 1, $2)";
    const auto& what = seen.identity;
    auto department = id_of(what.department);
    auto now = db.now();
    auto id =
        db.value<std::int64_t>(sql, department, next_number(db, department), id_of(what.feed), what.kind, seen.severity,
                               seen.title, what.about, what.column, id_of(what.due_file), id_of(what.source), now);
    db.exec(period, id, now);
    return id;
}

void add_key(db::Session& db, std::int64_t incident, const Fingerprint& key)
{
    static constexpr auto sql = R"sql(
        INSERT INTO incident_keys (fingerprint, incident_id, algorithm, basis, parts) VALUES ($1, $2, $3, $4, $5))sql";
    db.exec(sql, key.hash, incident, fingerprint_algorithm, key.basis, key.parts);
}

struct Owner {
    std::int64_t id = 0;
    bool merged = false; // the key came to it from another
};
BOOST_DESCRIBE_STRUCT(Owner, (), (id, merged))

std::optional<Owner> incident_of(db::Session& db, const std::string& fingerprint)
{
    return db.find<Owner>(R"sql(
        SELECT incident_id AS id, moved_from_id IS NOT NULL AS merged FROM incident_keys WHERE fingerprint = $1)sql",
                          fingerprint);
}

// False where this run has been counted already.
bool add_occurrence(db::Session& db, std::int64_t incident, const std::string& fingerprint,
                    std::optional<std::int64_t> run, std::int64_t rows, bool stale)
{
    static constexpr auto sql = R"sql(
        INSERT INTO incident_occurrences (incident_id, fingerprint, run_id, at, rows, stale)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (fingerprint, run_id) DO NOTHING)sql";
    return db.exec(sql, incident, fingerprint, run, db.now(), rows, stale) == 1;
}

void count_occurrence(db::Session& db, std::int64_t incident, const Observation& seen, std::optional<std::int64_t> run)
{
    static constexpr auto sql = R"sql(
        UPDATE incidents SET occurrences = occurrences + 1, rows = $2, last_seen_at = $3,
               latest_run_id = COALESCE($4, latest_run_id)
         WHERE id = $1)sql";
    db.exec(sql, incident, seen.rows, db.now(), run);
}

// What is merged into another makes it graver, and does not rename it.
void name_after(db::Session& db, const Row& incident, const Owner& owner, const Observation& seen)
{
    if (owner.merged)
        db.exec("UPDATE incidents SET severity = $2 WHERE id = $1", owner.id,
                std::max(incident.severity, seen.severity));
    else
        db.exec("UPDATE incidents SET severity = $2, title = $3 WHERE id = $1", owner.id, seen.severity, seen.title);
}

std::string rows_in_words(std::int64_t rows) { return rows == 1 ? "one row" : fmt::format("{} rows", rows); }

struct Snooze {
    bool until_worse = false;
    std::int64_t worst_rows = 0;
    IncidentSeverity severity = IncidentSeverity::low;
};
BOOST_DESCRIBE_STRUCT(Snooze, (), (until_worse, worst_rows, severity))

// For files of every week: twice the worst that was known and ten rows more, or graver than it was.
std::optional<std::string> got_worse(db::Session& db, const Row& incident, const Observation& seen)
{
    auto snooze = db.find<Snooze>(
        "SELECT until_worse, worst_rows, severity FROM incident_snoozes WHERE incident_id = $1", incident.id);
    if (!snooze || !snooze->until_worse) return std::nullopt;
    if (seen.severity > snooze->severity)
        return seen.severity >= IncidentSeverity::high ? "It got worse: nothing is published because of it now."
                                                       : "It got worse: rows wait because of it now.";
    if (seen.rows > 2 * snooze->worst_rows && seen.rows >= snooze->worst_rows + 10)
        return fmt::format("It got worse: {} now, {} at most before.", rows_in_words(seen.rows),
                           rows_in_words(snooze->worst_rows));
    return std::nullopt;
}

class Taking
{
public:
    Taking(db::Session& db, const RunOutcome& outcome) : db_(db), outcome_(outcome), run_(outcome.run)
    {
        arrival_ = db.find<Arrival>(R"sql(
            SELECT u.accepted_at, r.started_by_id FROM runs r JOIN uploads u ON u.id = r.upload_id WHERE r.id = $1)sql",
                                    run_.id)
                       .value();
    }

    void all()
    {
        std::set<std::int64_t> seen;
        StillThere still;
        for (const auto& one : observations_of(outcome_)) {
            auto id = see(one);
            seen.insert(id);
            if (!one.repaired) still.emplace(id, one.known_error.value_or(""));
        }
        remedied_ = settle_remedies(db_, run_, still);
        if (run_.state == runs::RunState::succeeded) close_those_gone(seen);
        if (is_first_of_its_file()) count_files();
    }

private:
    // The incident that it belongs to.
    std::int64_t see(const Observation& one)
    {
        auto key = fingerprint_of(one.identity);
        auto known = incident_of(db_, key.hash);
        auto id = known ? known->id : insert(db_, one);
        if (!known) add_key(db_, id, key);
        auto incident = lock(db_, id).value();
        bool late = incident.state == IncidentState::resolved && !is_regression(incident);
        bool stale = known && late && !one.repaired;
        if (!add_occurrence(db_, id, key.hash, run_.id, one.rows, stale)) return id;
        if (stale) {
            note(db_, id,
                 {ActivityKind::occurred,
                  Actor::system,
                  "Seen again in a file that was sent before it was resolved.",
                  {},
                  {},
                  run_.id});
        } else {
            if (!known) note(db_, id, opened(one));
            link_known_error(db_, incident, one);
            count_occurrence(db_, id, one, run_.id);
            if (known) name_after(db_, incident, *known, one);
            if (one.repaired)
                note_repaired(lock(db_, id).value(), one);
            else
                note_open(lock(db_, id).value(), one, incident.severity);
        }
        changed(db_, id);
        return id;
    }

    Happened opened(const Observation& one) const
    {
        auto words = one.rows > 0 ? fmt::format("First seen, in {}.", rows_in_words(one.rows)) : "First seen.";
        return {ActivityKind::opened, Actor::system, words, {}, {}, run_.id};
    }

    // Only a file that was sent after it was resolved, read by rules that are not older, opens it again.
    bool is_regression(const Row& incident) const
    {
        return arrival_.accepted_at > incident.resolved_as_of.value_or("") &&
               run_.contract_version >= incident.resolved_in.value_or(0);
    }

    void note_open(const Row& incident, const Observation& one, IncidentSeverity before)
    {
        if (incident.state == IncidentState::resolved) {
            count_came_back(db_, incident);
            open_again(db_, incident, IncidentState::fresh);
            note(db_, incident.id,
                 {ActivityKind::reopened,
                  Actor::system,
                  "It is back in a file that was sent after it was resolved.",
                  {},
                  {},
                  run_.id});
        } else if (incident.state == IncidentState::snoozed) {
            if (auto why = got_worse(db_, incident, one)) wake(db_, incident.id, *why);
        } else if (one.severity > before)
            note(db_, incident.id,
                 {ActivityKind::worse, Actor::system, "It weighs more than before.", {}, {}, run_.id});
        propose(db_, incident, one, outcome_);
    }

    // By a remedy of its own; where the known error is one of meaning, a person has chosen it for this run.
    void note_repaired(const Row& incident, const Observation& one)
    {
        bool by_person = record_repair(db_, incident, one, run_, arrival_.started_by_id);
        Resolution how{by_person ? ResolvedBy::person : ResolvedBy::remedy, Cause::repaired,
                       by_person ? arrival_.started_by_id : std::nullopt, arrival_.accepted_at, run_.contract_version};
        auto words = one.repaired->errors_before
                         ? fmt::format("Repaired in the run itself: {} problems before, {} after.",
                                       *one.repaired->errors_before, one.repaired->errors_after.value_or(0))
                         : std::string("Dealt with while the file was read.");
        if (incident.state == IncidentState::resolved) begin_period(db_, incident.id); // that ends with this file
        resolve(db_, incident, how);
        note(db_, incident.id,
             {ActivityKind::resolved, by_person ? Actor::person : Actor::remedy, words, how.person_id, {}, run_.id});
    }

    // A file of the feed was published without them: of the same period as those they were seen in, or a later one.
    // What waits in a run that is still held stays.
    void close_those_gone(const std::set<std::int64_t>& seen)
    {
        static constexpr auto sql = R"sql(
            SELECT i.id FROM incidents i
             WHERE i.feed_id = $1 AND i.state <> 'resolved' AND i.merged_into_id IS NULL
               AND i.kind NOT IN ('manual', 'late', 'source') AND i.latest_run_id < $2
               AND NOT EXISTS (SELECT 1 FROM incident_occurrences o JOIN runs r ON r.id = o.run_id
                                WHERE o.incident_id = i.id AND r.state = 'held')
               AND (SELECT u.accepted_at FROM runs r JOIN uploads u ON u.id = r.upload_id WHERE r.id = i.latest_run_id)
                   <= $3
               AND (SELECT r.period FROM runs r WHERE r.id = i.latest_run_id) <= $4
               AND NOT EXISTS (SELECT 1 FROM incident_occurrences o JOIN runs r ON r.id = o.run_id
                                WHERE o.incident_id = i.id AND NOT o.stale AND r.period > $4
                                  AND o.at >= (SELECT MAX(p.opened_at) FROM incident_periods p WHERE p.incident_id = i.id))
             ORDER BY i.id)sql";
        for (const auto& [id] : db_.all<IdOnly>(sql, run_.feed.id, run_.id, arrival_.accepted_at, run_.period))
            if (!seen.contains(id)) close_gone(lock(db_, id).value());
    }

    void close_gone(const Row& incident)
    {
        static constexpr auto same_file = R"sql(
            SELECT EXISTS (SELECT 1 FROM runs a JOIN runs b ON b.upload_id = a.upload_id WHERE a.id = $1 AND b.id = $2))sql";
        bool here = incident.latest_run_id && arrival_.started_by_id &&
                    db_.value<bool>(same_file, run_.id, *incident.latest_run_id);
        if (remedied_.contains(incident.id)) return close_remedied(incident);
        settle_proposals(db_, incident, run_, here ? arrival_.started_by_id : std::nullopt);
        Resolution how{here ? ResolvedBy::person : ResolvedBy::arrival, here ? Cause::fixed_here : Cause::arrived_well,
                       here ? arrival_.started_by_id : std::nullopt, arrival_.accepted_at, run_.contract_version};
        resolve(db_, incident, how);
        auto period = run_.period.empty() ? std::string("a later file") : "the file for " + run_.period;
        auto words = here ? std::string("The file was published without it, after somebody dealt with it.")
                          : fmt::format("Closed by itself: {} was published without it.", period);
        note(db_, incident.id,
             {ActivityKind::resolved, here ? Actor::person : Actor::system, words, how.person_id, {}, run_.id});
        changed(db_, incident.id);
    }

    void close_remedied(const Row& incident)
    {
        resolve(db_, incident,
                {ResolvedBy::remedy, Cause::repaired, std::nullopt, arrival_.accepted_at, run_.contract_version});
        note(db_, incident.id,
             {ActivityKind::resolved,
              Actor::remedy,
              "The repair worked: the file was published without it.",
              {},
              {},
              run_.id});
        changed(db_, incident.id);
    }

    // However often a file is run, it came once.
    bool is_first_of_its_file()
    {
        static constexpr auto sql = R"sql(
            SELECT NOT EXISTS (SELECT 1 FROM runs a JOIN runs b ON b.upload_id = a.upload_id
                                WHERE a.id = $1 AND b.id < a.id))sql";
        return db_.value<bool>(sql, run_.id);
    }

    // Of those put away for a number of files. What a run came to may be told more than once.
    void count_files()
    {
        static constexpr auto count = R"sql(
            UPDATE incident_snoozes SET files_left = files_left - 1, counted_run_id = $2
             WHERE files_left IS NOT NULL AND counted_run_id < $2
               AND incident_id IN (SELECT id FROM incidents WHERE feed_id = $1)
            RETURNING incident_id, files_left)sql";
        for (const auto& [id, left] : db_.all<FilesLeft>(count, run_.feed.id, run_.id)) {
            if (left > 0) continue;
            wake(db_, id, "The file that it was put away for has come.");
            changed(db_, id);
        }
    }

    db::Session& db_;
    const RunOutcome& outcome_;
    const runs::Run& run_;
    Arrival arrival_;
    std::set<std::int64_t> remedied_; // a remedy has made this run, and dealt with them
};
} // namespace

void take_in(db::Session& db, const RunOutcome& outcome) { Taking(db, outcome).all(); }

std::int64_t see(db::Session& db, const Observation& seen)
{
    auto key = fingerprint_of(seen.identity);
    auto known = incident_of(db, key.hash);
    auto id = known ? known->id : insert(db, seen);
    if (!known) add_key(db, id, key);
    auto incident = lock(db, id).value();
    add_occurrence(db, id, key.hash, {}, seen.rows, false);
    count_occurrence(db, id, seen, {});
    if (known) name_after(db, incident, *known, seen);
    if (incident.state == IncidentState::resolved) {
        open_again(db, incident, IncidentState::fresh);
        note(db, id, {ActivityKind::reopened, Actor::system, "It is back."});
    } else if (!known)
        note(db, id, {ActivityKind::opened, Actor::system, "First seen."});
    changed(db, id);
    return id;
}

void over(db::Session& db, const Identity& identity)
{
    auto owner = incident_of(db, fingerprint_of(identity).hash);
    auto incident = owner ? lock(db, owner->id) : std::nullopt;
    if (!incident || incident->state == IncidentState::resolved) return;
    resolve(db, *incident, {ResolvedBy::arrival, Cause::arrived_well});
    note(db, owner->id, {ActivityKind::resolved, Actor::system, "It is over."});
    changed(db, owner->id);
}

std::optional<SeenBefore> seen_before(db::Session& db, const Identity& identity)
{
    static constexpr auto sql = R"sql(
        SELECT i.id, i.last_seen_at, i.state <> 'resolved' AS open, i.resolved_as_of
          FROM incident_keys k JOIN incidents i ON i.id = k.incident_id WHERE k.fingerprint = $1)sql";
    return db.find<SeenBefore>(sql, fingerprint_of(identity).hash);
}

Result<std::int64_t> open_by_hand(db::Session& db, const users::User& who, const NewIncident& input)
{
    static constexpr auto department = "SELECT id, key, name FROM departments WHERE id = $1";
    static constexpr auto feed = "SELECT id, key, title FROM feeds WHERE id = $1 AND department_id = $2";
    Observation seen;
    seen.identity.department = db.find<departments::DepartmentRef>(department, input.department_id);
    if (!seen.identity.department || !users::scope_of(who).sees(input.department_id))
        return refuse(Why::not_found, "There is no such department.");
    if (input.feed_id) {
        seen.identity.feed = db.find<feeds::FeedRef>(feed, *input.feed_id, input.department_id);
        if (!seen.identity.feed) return refuse(Why::not_found, "There is no such regular file in this department.");
    }
    seen.title = input.title;
    seen.severity = input.severity.value_or(IncidentSeverity::low);
    seen.identity.about = "opened by hand";
    auto id = insert(db, seen);
    seen.identity.about = fmt::format("opened by hand, {}", id); // never the same as another
    add_key(db, id, fingerprint_of(seen.identity));
    note(db, id, {ActivityKind::opened, Actor::person, "Opened by hand.", who.id, input.comment});
    changed(db, id, who.id);
    return id;
}

bool has_due(db::Session& db)
{
    return db.value<bool>("SELECT EXISTS (SELECT 1 FROM incident_snoozes WHERE until <= $1)", db.now());
}

void wake_due(db::Session& db)
{
    for (const auto& [id] :
         db.all<IdOnly>("SELECT incident_id AS id FROM incident_snoozes WHERE until <= $1", db.now())) {
        wake(db, id, "The day that it was put away until has come.");
        changed(db, id);
    }
}
} // namespace incidents
