#include "server/events/event_store.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/links/link_store.hpp"
#include "server/pipeline/test_erasure.hpp"
#include "server/runs/slip_store.hpp"

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
    db.exec(R"sql(INSERT INTO schedule_ticks (schedule_id, tick_at, state, words, not_before)
                  SELECT id, '', 'done', $1, '' FROM schedules WHERE title = $1)sql",
            words);
    auto expectation = db.value<std::int64_t>(R"sql(
        INSERT INTO expectations (feed_id, rule, zone, closed_days, grace_min, period, enabled, since, planned_until)
        VALUES ($1, '{}', 'Europe/London', 'run', 0, 'this', FALSE, '', '9') RETURNING id)sql",
                                              of.feed);
    db.exec(R"sql(INSERT INTO due_files (expectation_id, feed_id, period, opens_at, due_at, alarm_after_at, note, state,
                                         excuse)
                  VALUES ($1, $2, '2026-W48', '', '', '', $3, 'excused', $3))sql",
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
                               first_seen_at, last_seen_at, opened_at, came_back_words)
        VALUES ($1, 900, $2, 'manual', 'low', 'new', $3, $3, $3, '', '', '', $3) RETURNING id)sql",
                                           of.department, of.feed, words);
    db.exec(R"sql(INSERT INTO incident_activity (incident_id, kind, actor, words, comment, at)
                  VALUES ($1, 'commented', 'person', $2, $2, ''))sql",
            incident, words);
    db.exec(R"sql(INSERT INTO incident_snoozes (incident_id, until_worse, worst_rows, severity, words, at)
                  VALUES ($1, FALSE, 0, 'low', $2, ''))sql",
            incident, words);
    db.exec(R"sql(INSERT INTO incident_keys (fingerprint, incident_id, algorithm, basis, parts)
                  VALUES ('f', $1, 1, $2, $3))sql",
            incident, words, json);
    db.exec(
        R"sql(INSERT INTO known_errors (key, version, kind, shipped, title, symptom, cause, workaround, remedy_words,
                                            signature, guard, enabled, changed_at)
                  VALUES ('own', 1, 'meaning', FALSE, $1, $1, $1, $1, $1, $2, 'ask', FALSE, ''))sql",
        words, json);
    db.exec(R"sql(INSERT INTO known_error_versions (known_error_id, version, words, at)
                  SELECT id, 1, $1, '' FROM known_errors WHERE key = 'own')sql",
            words);
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

void fill_people(db::Session& db, const Around& of, const std::string& words)
{
    db.exec("INSERT INTO departments (key, name, demo, created_at) VALUES ('other', $1, FALSE, '')", words);
    db.exec("INSERT INTO feed_grants (feed_id, reader_id, columns, granted_at) VALUES ($1, $1, $2, '')", of.feed,
            words);
    static constexpr auto account = R"sql(
        INSERT INTO users (email, name, role, password_hash, demo, created_at) VALUES ($1, $2, 'user', $3, FALSE, ''))sql";
    db.exec(account, "canarina.quillfeather@home.test", "C", ""); // invited
    db.exec(account, "mother@home.test", "Mother of " + words, "");
    db.exec(account, "s-7777@home.test", "Ca", "hash"); // registered
    db.exec(account, "c@home.test", "Quillfeather, Canarina", "hash");
}

// Beside the files that are made anew: what lies in other runs, which nobody reads again.
void ErasureTest::fill_every_column()
{
    auto json = R"(["S-7777 Canarina Quillfeather"])";
    auto sample = keep("student_id\nS-1001\n"), slip = keep("student_id\nS-1002\n"),
         sent = keep("student_id\nS-1003\n");
    transact([&](db::Session& db) {
        notifications::Outbox outbox{keys, [] {}};
        notifications::add_mail(db, outbox, "one", {"to@north.test", std::string("About ") + canary, canary, canary});
        db.exec("UPDATE outbox SET last_error = $1", canary);
        audit::append(db, {0, "", {}, "Ada", "run.note", "run", 1, {}, {}, {}, canary});
        db.exec("UPDATE contracts SET note = $1", canary);
        db.exec("UPDATE feeds SET title = $1, match_filename = $1 WHERE key = 'fees'", canary);
        auto upload = db.value<std::int64_t>(R"sql(
            INSERT INTO uploads (feed_id, department_id, period, file_name, sha256, bytes, uploader_id, storage_key,
                                 accepted_at)
            VALUES ($1, $2, '2026-W48', 'fees.csv', $3, 18, $4, '', '') RETURNING id)sql",
                                             fees.id, fees.department.id, sent, clerk.id);
        auto insert_run = [&] {
            return db.value<std::int64_t>(R"sql(
                INSERT INTO runs (kind, department_id, feed_id, period, contract_version, upload_id, state, finished_at,
                                  approval_reason, reason_code, reason_message, reason_answerable, trace_id, created_at)
                VALUES ('file', $1, $2, '2026-W48', 1, $3, 'failed', '', $4, 'x', $4, FALSE, 't', '') RETURNING id)sql",
                                          fees.department.id, fees.id, upload, canary);
        };
        auto insert_results = [&](std::int64_t run, std::string_view text) {
            db.exec(R"sql(
                INSERT INTO run_results (run_id, verdict, reasons, ledger, mapping, cards, notices, changes, dialect, errors,
                                         warnings, findings_stored, reading, known_errors, columns, steps)
                VALUES ($1, 'publish', $2, '{}', $2, $2, $2, $2, $2, 0, 0, 0, $2, $2, $2, $2))sql",
                    run, text);
        };
        auto run = insert_run();
        insert_results(run, json);
        auto later = insert_run();
        insert_results(later, "[]"); // the later one is what the search goes by
        links::create(db, run, "canarina.quillfeather@home.test", moderator.id);
        db.exec("INSERT INTO run_stages (run_id, stage, state, messages) VALUES ($1, 'read', 'done', $2)", run, json);
        db.exec(R"sql(INSERT INTO findings (run_id, seq, rule, severity, file, sheet, line, column_name, value, message,
                      expected, remedy) VALUES ($1, 900, $2, 'error', $2, $2, 3, $2, $2, $2, $2, $2))sql",
                run, canary);
        db.exec(
            R"sql(INSERT INTO fixes (run_id, line, sheet, exclude, column_name, from_value, to_value, reason, created_at)
                      VALUES ($1, 3, $2, FALSE, $2, 'x', 'y', $2, ''))sql",
            run, canary);
        for (auto values : {std::pair{"S-7777", "x"}, std::pair{"x", "S-7777"}})
            db.exec(R"sql(INSERT INTO fixes (run_id, line, exclude, column_name, from_value, to_value, created_at)
                          VALUES ($1, 0, FALSE, 'student_id', $2, $3, ''))sql",
                    run, values.first, values.second);
        db.exec("INSERT INTO handovers (run_id, to_id, note, at) VALUES ($1, $2, $3, '')", run, clerk.id, canary);
        db.exec(R"sql(INSERT INTO legal_holds (person, sealed_identifier, reason, placed_at, lifted_at)
                      VALUES ('another', '', $1, '', ''))sql",
                canary);
        db.exec(
            R"sql(INSERT INTO proposals (feed_id, run_id, step, words, reason, state, proposed_at, decided_at, decision)
                      VALUES ($1, $2, $3, $4, $4, 'declined', '', '', $4))sql",
            fees.id, run, json, canary);
        db.exec(R"sql(INSERT INTO remembered (feed_id, kind, signature, value, created_at)
                      VALUES ($1, 'columns', 'other', $2, ''))sql",
                fees.id, json);
        db.exec("INSERT INTO run_answers (run_id, answers, answered_at) VALUES ($1, $2, '')", run, json);
        auto report = db.value<std::int64_t>(R"sql(
            INSERT INTO reports (run_id, report_key, version, feed_id, department_id, period, title, columns, rows, held_back,
                                 note, created_at, changes, reason)
            VALUES ($1, 'fees/2026-W48', 1, $2, $3, '2026-W48', $4, $5, 0, 0, $4, '', $5, $4) RETURNING id)sql",
                                             run, fees.id, fees.department.id, canary, json);
        db.exec("INSERT INTO report_files (report_id, format, sha256, bytes, file_name) VALUES ($1, 'csv', '', 0, $2)",
                report, canary);
        db.exec(R"sql(INSERT INTO tokens (user_id, sha256, name, created_at, last_used_at, idle_until, expires_at)
                      VALUES ($1, 'hash', $2, '', '', '', ''))sql",
                clerk.id, canary);
        events::append(db, events::Kind::run, fees.department.id, json, json);
        Around of{fees.id, fees.department.id, later, report, clerk.id};
        fill_schedules(db, of, canary, json);
        fill_incidents(db, of, canary, json);
        fill_sharing(db, of, canary, json);
        fill_people(db, of, canary);
        feeds::insert_sample(db, canary, sample, 18, clerk.id);
        runs::insert_slip(db, {later, canary, slip, 18, clerk.id}, {});
    });
}
} // namespace pipeline
