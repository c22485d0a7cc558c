-- What needs a person or a remedy. Nothing here holds a value of somebody's row: those are read from the run when shown.

-- kind: format errors repair themselves, meaning errors are asked about, lost information goes back to the sender.
-- signature: JSON, what an incident must be like. cells: repaired by it so far, for the minutes that it saved.
CREATE TABLE known_errors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version > 0),
    kind TEXT NOT NULL CHECK (kind IN ('format', 'meaning', 'lost')),
    shipped BOOLEAN NOT NULL,
    title TEXT NOT NULL,
    symptom TEXT NOT NULL,
    cause TEXT NOT NULL,
    workaround TEXT NOT NULL,
    remedy_words TEXT NOT NULL,
    signature TEXT NOT NULL,
    guard TEXT NOT NULL CHECK (guard IN ('auto', 'ask', 'never')),
    enabled BOOLEAN NOT NULL,
    valid_until TEXT,
    hits INTEGER NOT NULL DEFAULT 0,
    accepted INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    no_effect INTEGER NOT NULL DEFAULT 0,
    came_back INTEGER NOT NULL DEFAULT 0,
    cells INTEGER NOT NULL DEFAULT 0,
    last_hit_at TEXT,
    changed_at TEXT NOT NULL,
    changed_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL
);
CREATE INDEX known_errors_by_author ON known_errors (changed_by_id);

CREATE TABLE known_error_versions (
    known_error_id INTEGER NOT NULL REFERENCES known_errors (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    words TEXT NOT NULL,
    at TEXT NOT NULL,
    changed_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    PRIMARY KEY (known_error_id, version)
);
CREATE INDEX known_error_versions_by_author ON known_error_versions (changed_by_id);

-- The last number given out per department, 0 for the hub itself; updating the row is the lock.
CREATE TABLE incident_numbers (
    scope INTEGER PRIMARY KEY,
    last_number INTEGER NOT NULL
);

-- No department: the hub itself. about: the rule, known error, question or reason. opened_at: of the period that is
-- open, or was last. resolved_as_of: files sent after it are a regression. resolved_in: the version of the file rules
-- that was in force then.
CREATE TABLE incidents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    department_id INTEGER REFERENCES departments (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    feed_id INTEGER REFERENCES feeds (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('rows', 'known_error', 'doubt', 'held', 'drift', 'refused', 'failed', 'crash',
                                       'quarantined', 'mail', 'storage', 'manual', 'late', 'source')),
    severity TEXT NOT NULL CHECK (severity IN ('info', 'low', 'high', 'critical')),
    state TEXT NOT NULL CHECK (state IN ('new', 'acknowledged', 'waiting', 'snoozed', 'resolved')),
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    column_name TEXT,
    owner_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    known_error_id INTEGER REFERENCES known_errors (id) ON DELETE SET NULL,
    known_error_chosen BOOLEAN NOT NULL DEFAULT FALSE,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    occurrences INTEGER NOT NULL DEFAULT 0,
    rows INTEGER NOT NULL DEFAULT 0,
    reopened INTEGER NOT NULL DEFAULT 0,
    latest_run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    came_back_words TEXT,
    resolved_at TEXT,
    resolved_as_of TEXT,
    resolved_by TEXT CHECK (resolved_by IN ('person', 'remedy', 'arrival')),
    resolved_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    resolved_from TEXT,
    cause TEXT,
    resolved_in INTEGER,
    merged_into_id INTEGER REFERENCES incidents (id) ON DELETE SET NULL,
    version INTEGER NOT NULL DEFAULT 1,
    changed_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    UNIQUE (department_id, number),
    CHECK ((state = 'resolved') = (resolved_at IS NOT NULL)),
    CHECK ((resolved_at IS NULL) = (resolved_by IS NULL) AND (resolved_at IS NULL) = (cause IS NULL))
);
CREATE INDEX incidents_by_state ON incidents (state, last_seen_at, id) WHERE merged_into_id IS NULL;
CREATE INDEX incidents_by_department ON incidents (department_id, state);
CREATE INDEX incidents_by_feed ON incidents (feed_id, state);
CREATE INDEX incidents_by_owner ON incidents (owner_id, state);
CREATE INDEX incidents_by_known_error ON incidents (known_error_id, id);
CREATE INDEX incidents_by_run ON incidents (latest_run_id);
CREATE INDEX incidents_by_resolver ON incidents (resolved_by_id);
CREATE INDEX incidents_by_changer ON incidents (changed_by_id);
CREATE INDEX incidents_merged ON incidents (merged_into_id);

-- Many keys, one incident: merging and taking apart move keys, so that what comes later follows.
CREATE TABLE incident_keys (
    fingerprint TEXT PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    algorithm INTEGER NOT NULL,
    basis TEXT NOT NULL,
    parts TEXT NOT NULL,
    moved_from_id INTEGER REFERENCES incidents (id) ON DELETE SET NULL,
    moved_at TEXT
);
CREATE INDEX incident_keys_by_incident ON incident_keys (incident_id);
CREATE INDEX incident_keys_moved ON incident_keys (moved_from_id);

CREATE TABLE incident_occurrences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    at TEXT NOT NULL,
    rows INTEGER NOT NULL,
    stale BOOLEAN NOT NULL,
    UNIQUE (fingerprint, run_id)
);
CREATE INDEX incident_occurrences_by_incident ON incident_occurrences (incident_id, id);
CREATE INDEX incident_occurrences_by_run ON incident_occurrences (run_id);

CREATE TABLE incident_periods (
    incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    closed_by TEXT CHECK (closed_by IN ('person', 'remedy', 'arrival')),
    cause TEXT,
    PRIMARY KEY (incident_id, seq),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CREATE UNIQUE INDEX incident_periods_one_open ON incident_periods (incident_id) WHERE closed_at IS NULL;

-- One way each: until a time, for a number of files, or until it gets worse than it was.
CREATE TABLE incident_snoozes (
    incident_id INTEGER PRIMARY KEY REFERENCES incidents (id) ON DELETE CASCADE,
    until TEXT,
    files_left INTEGER,
    until_worse BOOLEAN NOT NULL,
    worst_rows INTEGER NOT NULL,
    severity TEXT NOT NULL,
    words TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX incident_snoozes_due ON incident_snoozes (until) WHERE until IS NOT NULL;

-- What happened to it, comments among it, in one stream.
CREATE TABLE incident_activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (actor IN ('person', 'remedy', 'schedule', 'system')),
    person_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    words TEXT NOT NULL,
    comment TEXT,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    at TEXT NOT NULL
);
CREATE INDEX incident_activity_by_incident ON incident_activity (incident_id, id);
CREATE INDEX incident_activity_by_person ON incident_activity (person_id);
CREATE INDEX incident_activity_by_run ON incident_activity (run_id);

CREATE TABLE remedy_attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    known_error_id INTEGER NOT NULL REFERENCES known_errors (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    incident_id INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    run_after_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'running', 'worked', 'no_effect', 'failed', 'skipped',
                                         'reverted')),
    why_skipped TEXT,
    approved_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    rows_changed INTEGER NOT NULL,
    errors_before INTEGER,
    errors_after INTEGER,
    at TEXT NOT NULL,
    UNIQUE (known_error_id, version, incident_id, run_id)
);
CREATE INDEX remedy_attempts_by_incident ON remedy_attempts (incident_id, id);
CREATE INDEX remedy_attempts_by_run ON remedy_attempts (run_id);
CREATE INDEX remedy_attempts_by_run_after ON remedy_attempts (run_after_id);
CREATE INDEX remedy_attempts_by_approver ON remedy_attempts (approved_by_id);

-- What the engine repaired before it published: JSON, shown with the run.
ALTER TABLE run_results ADD COLUMN repairs TEXT;

-- Which events incidents were opened from already. A cursor would miss what commits after a later one.
ALTER TABLE events ADD COLUMN seen_by_incidents BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX events_unseen_by_incidents ON events (id) WHERE kind = 'run' AND seen_by_incidents = FALSE;
