#include "server/pipeline/rows_about.hpp"

namespace pipeline
{
void fill_schedules(db::Session& db, const Around& of, const std::string& words, const std::string& json)
{
    db.exec("INSERT INTO calendars (name, zone, school_week, terms, days) VALUES ($1, 'Europe/London', '[]', $2, $2)",
            words, json);
    db.exec(
        R"sql(INSERT INTO schedules (title, kind, rule, zone, closed_days, overlap, catchup, catchup_window_min, jitter_s,
                                         feed_id, recipient_ids, message, note, enabled, last_tick_at)
                  VALUES ($1, 'reminder', '{}', 'Europe/London', 'run', 'skip', 'none', 0, 0, $2, '[]', $1, $1, FALSE, '9'))sql",
        words, of.feed);
    auto expectation = db.value<std::int64_t>(R"sql(
        INSERT INTO expectations (feed_id, rule, zone, closed_days, grace_min, period, enabled, since, planned_until)
        VALUES ($1, '{}', 'Europe/London', 'run', 0, 'this', FALSE, '', '9') RETURNING id)sql",
                                              of.feed);
    db.exec(R"sql(INSERT INTO due_files (expectation_id, feed_id, period, opens_at, due_at, alarm_after_at, note, state,
                                         excuse)
                  VALUES ($1, $2, '2026-W48', '', '', '', '', 'excused', $3))sql",
            expectation, of.feed, words);
    auto source = db.value<std::int64_t>(R"sql(
        INSERT INTO sources (name, kind, place, feed_id, routes, after, settle_s, enabled, paused_reason, failing_words,
                             owner_id)
        VALUES ($1, 'folder', '{}', $2, $3, 'keep', 10, FALSE, $1, $1, $4) RETURNING id)sql",
                                         words, of.feed, json, of.person);
    db.exec(R"sql(INSERT INTO source_items (source_id, identity, name, bytes, first_seen, state, words)
                  VALUES ($1, $2, $2, 1, '', 'seen', $2))sql",
            source, words);
}

void fill_incidents(db::Session& db, const Around& of, const std::string& words, const std::string& json)
{
    db.exec("UPDATE run_results SET repairs = $2 WHERE run_id = $1", of.run, json);
    auto incident = db.value<std::int64_t>(R"sql(
        INSERT INTO incidents (department_id, number, feed_id, kind, severity, state, title, about, column_name,
                               first_seen_at, last_seen_at, opened_at)
        VALUES ($1, 900, $2, 'manual', 'low', 'new', $3, '', $3, '', '', '') RETURNING id)sql",
                                           of.department, of.feed, words);
    db.exec(R"sql(INSERT INTO incident_activity (incident_id, kind, actor, words, comment, at)
                  VALUES ($1, 'commented', 'person', '', $2, ''))sql",
            incident, words);
    db.exec(R"sql(INSERT INTO incident_keys (fingerprint, incident_id, algorithm, basis, parts)
                  VALUES ('f', $1, 1, $2, $3))sql",
            incident, words, json);
    db.exec(
        R"sql(INSERT INTO known_errors (key, version, kind, shipped, title, symptom, cause, workaround, remedy_words,
                                            signature, guard, enabled, changed_at)
                  VALUES ('own', 1, 'meaning', FALSE, $1, $1, $1, $1, '', $2, 'ask', FALSE, ''))sql",
        words, json);
}

void fill_sharing(db::Session& db, const Around& of, const std::string& words, const std::string& json)
{
    db.exec("UPDATE reports SET withdrawn_reason = $2 WHERE id = $1", of.report, words);
    db.exec(R"sql(INSERT INTO subscriptions (feed_id, recipient, email, how, formats, occasion, skip_empty, column_name,
                                             split_values, origin, created_at)
                  VALUES ($1, $2, $2, 'link', 'csv', 'publication', FALSE, $2, $3, 'hand', ''))sql",
            of.feed, words, json);
    auto part = db.value<std::int64_t>(R"sql(
        INSERT INTO report_parts (report_id, column_name, split_values, title, rows) VALUES ($1, $2, $3, $2, 1)
        RETURNING id)sql",
                                       of.report, words, json);
    db.exec(R"sql(INSERT INTO report_part_files (part_id, format, sha256, bytes, file_name)
                  VALUES ($1, 'csv', '', 0, $2))sql",
            part, words);
    auto delivery = db.value<std::int64_t>(R"sql(
        INSERT INTO deliveries (report_id, kind, recipient, email, part, how, formats, state, reason, created_at)
        VALUES ($1, 'report', $2, $2, $2, 'link', 'csv', 'sent', $2, '') RETURNING id)sql",
                                           of.report, words);
    db.exec("INSERT INTO delivery_steps (delivery_id, at, what, detail) VALUES ($1, '', 'sent', $2)", delivery, words);
    db.exec(R"sql(INSERT INTO share_links (report_id, email, formats, note, link_sha256, created_at, expires_at)
                  VALUES ($1, $2, 'csv', $2, 'hash', '', ''))sql",
            of.report, words);
}
} // namespace pipeline
