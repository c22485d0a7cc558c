// @ts-check
// What must hold in the database and the storage once nothing runs any more (docs: RELIABILITY, invariants I1 … I14).
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{id: number, sha256: string, run_id: number}} Accepted an upload that was answered with 201 */

/** @param {string} database a file, or the URL of a PostgreSQL @param {string} sql @returns {any[]} */
export function query(database, sql) {
  const command = database.startsWith("postgresql:")
    ? ["psql", "-qAt", database, "-c", `SELECT json_agg(row) FROM (${sql}) row`]
    : ["sqlite3", "-readonly", "-json", database, sql];
  const text = execFileSync(command[0], command.slice(1), { maxBuffer: 1 << 28 }).toString();
  return text.trim() ? JSON.parse(text) : [];
}

/** @param {string} folder */
export function databaseIn(folder) {
  const name = readdirSync(folder).find((one) => /\.(db|sqlite3?)$/.test(one));
  if (!name) throw new Error(`no database in ${folder}: ${readdirSync(folder)}`);
  return join(folder, name);
}

/**
 * Every violation, in words; an empty list is what we want.
 * @param {string} data the data folder of a hub that has stopped
 * @param {string} database
 * @param {Accepted[]} accepted
 */
export function violations(data, database, accepted) {
  /** @type {string[]} */ const found = [];
  /** @param {string} rule @param {string} sql every row it returns is a violation */
  const none = (rule, sql) => found.push(...query(database, sql).map((row) => `${rule}: ${JSON.stringify(row)}`));
  /** @param {string} rule @param {string} kind @param {string} sha256 @param {number} bytes */
  const object = (rule, kind, sha256, bytes) => {
    const path = join(data, "storage", kind, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    if (!existsSync(path)) return found.push(`${rule}: ${kind} ${sha256} is missing`);
    const content = readFileSync(path);
    if (content.length !== bytes || createHash("sha256").update(content).digest("hex") !== sha256)
      found.push(`${rule}: ${kind} ${sha256} is torn`);
  };

  if (!database.startsWith("postgresql:")) {
    none("integrity", "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'");
    none("foreign keys", "SELECT * FROM pragma_foreign_key_check");
  }

  const uploads = query(database, "SELECT id, sha256, bytes FROM uploads");
  const rows = new Map(uploads.map((row) => [row.id, row]));
  for (const one of accepted)
    if (rows.get(one.id)?.sha256 !== one.sha256) found.push(`I1: the accepted upload ${one.id} is ${JSON.stringify(rows.get(one.id))}`);
  for (const row of uploads) object("I1", "uploads", row.sha256, row.bytes);
  none("I1 (one primary run)", `
    SELECT u.id, count(r.id) AS runs FROM uploads u LEFT JOIN runs r ON r.upload_id = u.id AND r.parent_run_id IS NULL
     GROUP BY u.id HAVING count(r.id) <> 1`);
  none("I1 (one upload per Idempotency-Key)", `
    SELECT uploader_id, idem_key FROM uploads WHERE idem_key IS NOT NULL GROUP BY uploader_id, idem_key HAVING count(*) > 1`);

  none("I2 (an attempt per epoch at most)", `
    SELECT j.run_id, j.epoch, count(*) AS attempts FROM jobs j JOIN run_attempts a ON a.run_id = j.run_id
     GROUP BY j.run_id, j.epoch HAVING count(*) > j.epoch`);

  none("I3 (one report per succeeded run)", `
    SELECT r.id, r.state, count(p.id) AS reports FROM runs r LEFT JOIN reports p ON p.run_id = r.id
     GROUP BY r.id HAVING count(p.id) <> CASE r.state WHEN 'succeeded' THEN 1 ELSE 0 END`);
  none("I3 (versions without gaps)", `
    SELECT report_key, count(*) AS reports, min(version) AS first, max(version) AS last FROM reports
     GROUP BY report_key HAVING min(version) <> 1 OR max(version) <> count(*)`);
  none("I3 (a report has files)", `
    SELECT p.id FROM reports p LEFT JOIN report_files f ON f.report_id = p.id GROUP BY p.id HAVING count(f.format) = 0`);
  for (const row of query(database, "SELECT DISTINCT sha256, bytes FROM report_files UNION SELECT sha256, bytes FROM run_files"))
    object("I3", "exports", row.sha256, row.bytes);

  none("I6 (every run ends)", "SELECT id, state, stage FROM runs WHERE state IN ('queued', 'running')");
  none("I7 (stages in the order of their epochs)", `
    SELECT a.run_id, a.stage, a.epoch, b.stage AS later, b.epoch AS its_epoch FROM stage_results a JOIN stage_results b
        ON b.run_id = a.run_id AND b.attempt > a.attempt AND b.epoch < a.epoch`);
  none("I7 (no checkpoint newer than the run)", `
    SELECT j.run_id, j.epoch, s.epoch AS of_stage FROM jobs j JOIN stage_results s ON s.run_id = j.run_id
     WHERE s.epoch > j.epoch`);

  none("I8 (an attempt that ended the run is the last)", `
    SELECT a.run_id, a.attempt, a.outcome FROM run_attempts a
     WHERE a.outcome IN ('succeeded', 'failed', 'cancelled', 'quarantined', 'held')
       AND EXISTS (SELECT 1 FROM run_attempts b WHERE b.run_id = a.run_id AND b.attempt > a.attempt)`);
  none("I8 (an attempt that runs on after the end)", `
    SELECT a.run_id, a.attempt FROM run_attempts a JOIN runs r ON r.id = a.run_id
     WHERE a.finished_at IS NULL AND r.state NOT IN ('queued', 'running')`);
  none("I9 (cancelled means no report)", `
    SELECT r.id FROM runs r JOIN reports p ON p.run_id = r.id WHERE r.state = 'cancelled'`);
  none("I10 (the engine died twice over what is quarantined, and the hub's own deaths count against nothing)", `
    SELECT r.id, j.deaths FROM runs r LEFT JOIN jobs j ON j.run_id = r.id
     WHERE r.state = 'quarantined' AND coalesce(j.deaths, 0) < 1`);
  none("I17 (an unfinished job is leased, or in exactly one place)", `
    SELECT x.* FROM (
      SELECT j.id, j.ended_at, CASE WHEN j.lease_token IS NULL THEN 0 ELSE 1 END
             + (SELECT count(*) FROM jobs_ready p WHERE p.job_id = j.id)
             + (SELECT count(*) FROM jobs_later p WHERE p.job_id = j.id)
             + CASE WHEN EXISTS (SELECT 1 FROM jobs_waiting p WHERE p.job_id = j.id) THEN 1 ELSE 0 END AS places
        FROM jobs j) x WHERE x.places <> CASE WHEN x.ended_at IS NULL THEN 1 ELSE 0 END`);
  none("I17 (a run that waits or is in work has one unfinished job, and no other has)", `
    SELECT r.id, r.state FROM runs r WHERE r.kind = 'file' AND CASE WHEN r.state IN ('queued', 'running') THEN 1 ELSE 0 END
        <> (SELECT count(*) FROM jobs j WHERE j.run_id = r.id AND j.ended_at IS NULL)`);
  return found;
}

/** What ended may not begin again: states seen as final, then the rows. @param {string} database @param {Map<number, string>} seen */
export function changedAfterEnd(database, seen) {
  const states = new Map(query(database, "SELECT id, state FROM runs").map((row) => [row.id, row.state]));
  return [...seen].filter(([id, state]) => states.get(id) !== state).map(([id, state]) => `I8: run ${id} was ${state}, is ${states.get(id)}`);
}
