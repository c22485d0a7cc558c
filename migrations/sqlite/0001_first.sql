-- The first tables: who sends what, what became of it, and who did what. docs/adr/0003 says why times are text.

CREATE TABLE departments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    demo BOOLEAN NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin', 'moderator', 'user')),
    password_hash TEXT NOT NULL,
    demo BOOLEAN NOT NULL,
    created_at TEXT NOT NULL,
    last_seen_at TEXT,
    disabled_at TEXT
);

CREATE TABLE memberships (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    department_id INTEGER NOT NULL REFERENCES departments (id) ON DELETE CASCADE,
    may_send BOOLEAN NOT NULL,
    PRIMARY KEY (user_id, department_id)
);
CREATE INDEX memberships_by_department ON memberships (department_id);

-- The clear token is shown once and never stored.
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT NOT NULL,
    idle_until TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
);
CREATE INDEX tokens_by_user ON tokens (user_id);

CREATE TABLE login_attempts (
    subject TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    first_failed_at TEXT NOT NULL,
    last_failed_at TEXT NOT NULL
);

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    department_id INTEGER NOT NULL REFERENCES departments (id) ON DELETE CASCADE,
    period TEXT NOT NULL CHECK (period IN ('none', 'week', 'month', 'term')),
    delivery TEXT NOT NULL CHECK (delivery IN ('snapshot', 'period')),
    match_filename TEXT,
    contract_version INTEGER NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX feeds_by_department ON feeds (department_id);

CREATE TABLE contracts (
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version > 0),
    text TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('live', 'draft', 'retired')),
    note TEXT,
    created_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (feed_id, version)
);
CREATE INDEX contracts_by_author ON contracts (created_by_id);

-- Which feeds the live file rules of a feed refer to: its runs wait for files of those that were sent earlier.
CREATE TABLE feed_references (
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    resource TEXT NOT NULL,
    PRIMARY KEY (feed_id, resource)
);

-- period is '' where the feed has none.
CREATE TABLE uploads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    department_id INTEGER NOT NULL REFERENCES departments (id) ON DELETE CASCADE,
    period TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    uploader_id INTEGER NOT NULL REFERENCES users (id),
    storage_key TEXT NOT NULL,
    accepted_at TEXT NOT NULL,
    idem_key TEXT,
    UNIQUE (uploader_id, idem_key)
);
CREATE INDEX uploads_by_content ON uploads (feed_id, period, sha256);
CREATE INDEX uploads_by_department ON uploads (department_id, id);
CREATE INDEX uploads_by_sha256 ON uploads (sha256);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('file', 'pickup', 'report')),
    department_id INTEGER NOT NULL REFERENCES departments (id) ON DELETE CASCADE,
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    period TEXT NOT NULL,
    contract_version INTEGER NOT NULL,
    upload_id INTEGER REFERENCES uploads (id) ON DELETE CASCADE,
    parent_run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    started_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    approved TEXT NOT NULL DEFAULT '[]',
    approval_reason TEXT,
    queue TEXT NOT NULL DEFAULT 'default',
    priority INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'held', 'succeeded', 'failed', 'cancelled', 'quarantined')),
    stage TEXT CHECK (stage IN ('receive', 'read', 'standardize', 'validate', 'transform', 'publish')),
    stage_marks TEXT NOT NULL DEFAULT '["waiting","waiting","waiting","waiting","waiting","waiting"]',
    attempt INTEGER NOT NULL DEFAULT 0,
    error_attempts INTEGER NOT NULL DEFAULT 0,
    crash_count INTEGER NOT NULL DEFAULT 0,
    max_attempts INTEGER NOT NULL DEFAULT 3,
    epoch INTEGER NOT NULL DEFAULT 0,
    lease_token TEXT,
    lease_owner TEXT,
    lease_until TEXT,
    not_before TEXT NOT NULL,
    cancel_requested_at TEXT,
    reason_code TEXT,
    reason_message TEXT,
    reason_answerable BOOLEAN,
    ended_by TEXT,
    rows_in INTEGER,
    rows_published INTEGER,
    held_back INTEGER,
    trace_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT,
    took_ms INTEGER,
    CHECK ((kind = 'file') = (upload_id IS NOT NULL)),
    CHECK ((state = 'running') = (lease_token IS NOT NULL)),
    CHECK ((lease_token IS NULL) = (lease_until IS NULL)),
    CHECK ((state IN ('succeeded', 'failed', 'cancelled', 'quarantined')) = (finished_at IS NOT NULL)),
    CHECK (state NOT IN ('held', 'failed', 'quarantined') OR reason_code IS NOT NULL),
    CHECK ((reason_code IS NULL) = (reason_message IS NULL) AND (reason_code IS NULL) = (reason_answerable IS NULL)),
    CHECK (state <> 'queued' OR crash_count < 3)
);
CREATE INDEX runs_to_claim ON runs (state, not_before);
CREATE INDEX runs_by_department ON runs (department_id, id);
CREATE INDEX runs_by_feed ON runs (feed_id, id);
CREATE INDEX runs_by_upload ON runs (upload_id);
CREATE INDEX runs_by_parent ON runs (parent_run_id);
CREATE INDEX runs_by_starter ON runs (started_by_id);

CREATE TABLE run_attempts (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    worker TEXT NOT NULL,
    outcome TEXT,
    PRIMARY KEY (run_id, attempt),
    CHECK ((finished_at IS NULL) = (outcome IS NULL))
);

-- What the screen shows of each stage, of the last attempt.
CREATE TABLE run_stages (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    stage TEXT NOT NULL CHECK (stage IN ('receive', 'read', 'standardize', 'validate', 'transform', 'publish')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'held', 'skipped')),
    started_at TEXT,
    finished_at TEXT,
    took_ms INTEGER,
    rows_in INTEGER,
    rows_out INTEGER,
    messages TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (run_id, stage)
);

-- Checkpoints: what a stage made of which input, so that a retry takes it up again instead of computing it twice.
CREATE TABLE stage_results (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    stage TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    output_sha256 TEXT NOT NULL,
    output_bytes INTEGER NOT NULL,
    code_version TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    PRIMARY KEY (run_id, attempt, stage)
);
CREATE INDEX stage_results_by_input ON stage_results (run_id, input_hash);
CREATE INDEX stage_results_by_output ON stage_results (output_sha256);

-- What the engine said about the file as a whole; JSON texts, read only together with the run.
CREATE TABLE run_results (
    run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    verdict TEXT NOT NULL CHECK (verdict IN ('publish', 'hold', 'refuse')),
    reasons TEXT NOT NULL,
    ledger TEXT NOT NULL,
    mapping TEXT NOT NULL,
    cards TEXT NOT NULL,
    notices TEXT NOT NULL,
    changes TEXT,
    dialect TEXT NOT NULL,
    errors INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    findings_stored INTEGER NOT NULL
);

-- The first 2,000 findings of a run; findings.json has them all.
CREATE TABLE findings (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
    file TEXT NOT NULL,
    sheet TEXT,
    line INTEGER,
    column_name TEXT,
    value TEXT,
    message TEXT NOT NULL,
    expected TEXT NOT NULL,
    remedy TEXT NOT NULL,
    PRIMARY KEY (run_id, seq)
);

CREATE TABLE fixes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    line INTEGER NOT NULL CHECK (line > 0),
    sheet TEXT,
    exclude BOOLEAN NOT NULL,
    column_name TEXT,
    from_value TEXT,
    to_value TEXT,
    reason TEXT,
    created_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    CHECK (exclude OR column_name IS NOT NULL)
);
CREATE INDEX fixes_by_run ON fixes (run_id, id);
CREATE INDEX fixes_by_author ON fixes (created_by_id);

CREATE TABLE run_files (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (run_id, name)
);
CREATE INDEX run_files_by_content ON run_files (sha256);

-- The last version number given out per report key; updating the row is the lock that keeps versions gapless.
CREATE TABLE report_versions (
    report_key TEXT PRIMARY KEY,
    last_version INTEGER NOT NULL
);

CREATE TABLE reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    report_key TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    department_id INTEGER NOT NULL REFERENCES departments (id) ON DELETE CASCADE,
    period TEXT NOT NULL,
    title TEXT NOT NULL,
    columns TEXT NOT NULL,
    rows INTEGER NOT NULL,
    held_back INTEGER NOT NULL,
    note TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (run_id, report_key),
    UNIQUE (report_key, version)
);
CREATE INDEX reports_by_department ON reports (department_id, id);
CREATE INDEX reports_by_feed ON reports (feed_id, period, id);

CREATE TABLE report_files (
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    format TEXT NOT NULL CHECK (format IN ('csv', 'pdf', 'xlsx')),
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    PRIMARY KEY (report_id, format)
);
CREATE INDEX report_files_by_content ON report_files (sha256);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    dedup_key TEXT NOT NULL UNIQUE,
    payload TEXT NOT NULL,
    not_before TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    sent_at TEXT
);
CREATE INDEX outbox_to_send ON outbox (sent_at, not_before);

CREATE TABLE workers (
    id TEXT PRIMARY KEY,
    boot_id TEXT NOT NULL,
    started_at TEXT NOT NULL,
    heartbeat_at TEXT NOT NULL,
    caps TEXT NOT NULL
);

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    term INTEGER NOT NULL,
    expires_at TEXT NOT NULL
);

-- Append-only; hash = SHA-256 over the hash before and this row, so that a row changed or taken away shows.
CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor_id INTEGER,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER,
    department_id INTEGER,
    address TEXT,
    request_id TEXT,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_log_by_subject ON audit_log (subject, subject_id);

-- One row: the end of the chain. Updating it is the lock that keeps the chain in one line.
CREATE TABLE audit_head (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    last_id INTEGER NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head (only_row, last_id, hash) VALUES (1, 0, '');

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
