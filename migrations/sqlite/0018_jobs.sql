-- Work that a process takes is a job, apart from the run that people see. What may start now lies in a narrow table of its
-- own, so that a look for work is one index probe however much waits. An unfinished job is leased, or in exactly one of
-- jobs_ready, jobs_waiting and jobs_later.

-- Who shares the workers fairly: 'department:3' for its files, 'user:7' for what one person asks. vtime: the milliseconds
-- of work, by estimate, that were given so far (start-time fair queueing).
CREATE TABLE job_shares (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL UNIQUE,
    weight INTEGER NOT NULL DEFAULT 1 CHECK (weight > 0),
    max_running INTEGER CHECK (max_running > 0),
    vtime INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX job_shares_by_vtime ON job_shares (vtime);

-- feed_id and period: the line in which files wait for those sent earlier. needs: the version of the hub's code that
-- knows the job. losses: of its worker; accidents: of the hub; deaths: of the engine's child, which alone count against
-- the file.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    run_id INTEGER REFERENCES runs (id) ON DELETE CASCADE,
    share_id INTEGER NOT NULL REFERENCES job_shares (id),
    lane INTEGER NOT NULL CHECK (lane BETWEEN 0 AND 3),
    feed_id INTEGER,
    period TEXT,
    estimate_ms INTEGER NOT NULL,
    needs INTEGER NOT NULL DEFAULT 1,
    epoch INTEGER NOT NULL DEFAULT 0,
    lease_token TEXT,
    lease_owner TEXT,
    lease_until TEXT,
    losses INTEGER NOT NULL DEFAULT 0,
    accidents INTEGER NOT NULL DEFAULT 0,
    deaths INTEGER NOT NULL DEFAULT 0,
    cancel_requested_at TEXT,
    created_at TEXT NOT NULL,
    ended_at TEXT,
    outcome TEXT,
    CHECK (kind <> 'file' OR run_id IS NOT NULL),
    CHECK ((lease_token IS NULL) = (lease_until IS NULL) AND (lease_token IS NULL) = (lease_owner IS NULL)),
    CHECK (lease_token IS NULL OR ended_at IS NULL),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX jobs_by_run ON jobs (run_id);
CREATE INDEX jobs_by_share ON jobs (share_id);
CREATE INDEX jobs_in_line ON jobs (feed_id, period, id) WHERE ended_at IS NULL;
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX jobs_leased_by_share ON jobs (share_id) WHERE lease_token IS NOT NULL;
CREATE INDEX jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE jobs_ready (
    job_id INTEGER PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
    lane INTEGER NOT NULL,
    vtime INTEGER NOT NULL,
    ready_at TEXT NOT NULL,
    needs INTEGER NOT NULL
);
CREATE INDEX jobs_ready_in_turn ON jobs_ready (lane, vtime, ready_at, job_id);

-- For another job that must end first, or for a place among the running ones of its share.
CREATE TABLE jobs_waiting (
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    waits_for_job_id INTEGER REFERENCES jobs (id) ON DELETE CASCADE,
    share_id INTEGER REFERENCES job_shares (id),
    CHECK ((waits_for_job_id IS NULL) <> (share_id IS NULL)),
    UNIQUE (job_id, waits_for_job_id)
);
CREATE INDEX jobs_waiting_for_job ON jobs_waiting (waits_for_job_id);
CREATE INDEX jobs_waiting_for_share ON jobs_waiting (share_id, job_id) WHERE share_id IS NOT NULL;

-- since: when it was put here; a clock that was set back shows by it.
CREATE TABLE jobs_later (
    job_id INTEGER PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
    not_before TEXT NOT NULL,
    since TEXT NOT NULL
);
CREATE INDEX jobs_later_in_turn ON jobs_later (not_before);
CREATE INDEX jobs_later_by_since ON jobs_later (since);

-- Runs that wait or were in work are carried over, in the order in which they were made.
INSERT INTO job_shares (owner, vtime)
SELECT 'department:' || r.department_id, 1000 * count(*) FROM runs r
 WHERE r.kind = 'file' AND r.state IN ('queued', 'running') GROUP BY r.department_id;
INSERT INTO jobs (kind, run_id, share_id, lane, feed_id, period, estimate_ms, epoch, cancel_requested_at, created_at)
SELECT 'file', r.id, s.id, 1, r.feed_id, r.period, 1000, r.epoch, r.cancel_requested_at, r.created_at
  FROM runs r JOIN job_shares s ON s.owner = 'department:' || r.department_id
 WHERE r.kind = 'file' AND r.state IN ('queued', 'running') ORDER BY r.id;
INSERT INTO jobs_waiting (job_id, waits_for_job_id)
SELECT w.id, w.earlier FROM
    (SELECT j.id, (SELECT max(e.id) FROM jobs e WHERE e.feed_id = j.feed_id AND e.period = j.period AND e.id < j.id
                      AND e.ended_at IS NULL) AS earlier FROM jobs j) w WHERE w.earlier IS NOT NULL;
INSERT INTO jobs_waiting (job_id, waits_for_job_id)
SELECT DISTINCT j.id, e.id FROM jobs j JOIN feed_references x ON x.feed_id = j.feed_id
  JOIN feeds f ON f.key = x.resource AND f.id <> x.feed_id JOIN jobs e ON e.feed_id = f.id AND e.id < j.id;
INSERT INTO jobs_ready (job_id, lane, vtime, ready_at, needs)
SELECT j.id, j.lane, 1000 * (row_number() OVER (PARTITION BY j.share_id ORDER BY j.id) - 1), j.created_at, 1
  FROM jobs j WHERE NOT EXISTS (SELECT 1 FROM jobs_waiting w WHERE w.job_id = j.id);
UPDATE run_attempts SET finished_at = started_at, outcome = 'released' WHERE finished_at IS NULL;
DELETE FROM run_stages WHERE run_id IN (SELECT id FROM runs WHERE state = 'running');

-- The lease and everything else of the queue leaves the run. SQLite drops no column that a CHECK names, so the checks go
-- first.
DROP INDEX runs_to_claim;
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
   SET sql = replace(replace(replace(sql,
           '    CHECK ((state = ''running'') = (lease_token IS NOT NULL)),' || char(10), ''),
           '    CHECK ((lease_token IS NULL) = (lease_until IS NULL)),' || char(10), ''),
           ',' || char(10) || '    CHECK (state <> ''queued'' OR crash_count < 3)', '')
 WHERE type = 'table' AND name = 'runs';
PRAGMA writable_schema = RESET;
ALTER TABLE runs DROP COLUMN queue;
ALTER TABLE runs DROP COLUMN priority;
ALTER TABLE runs DROP COLUMN error_attempts;
ALTER TABLE runs DROP COLUMN crash_count;
ALTER TABLE runs DROP COLUMN max_attempts;
ALTER TABLE runs DROP COLUMN epoch;
ALTER TABLE runs DROP COLUMN lease_token;
ALTER TABLE runs DROP COLUMN lease_owner;
ALTER TABLE runs DROP COLUMN lease_until;
ALTER TABLE runs DROP COLUMN not_before;
ALTER TABLE runs DROP COLUMN cancel_requested_at;
UPDATE runs SET state = 'queued', stage = NULL,
       stage_marks = '["waiting","waiting","waiting","waiting","waiting","waiting"]' WHERE state = 'running';
CREATE INDEX runs_by_state ON runs (state, id);
ALTER TABLE workers DROP COLUMN caps;
