-- Calendars, schedules and what became of their times, due files.

CREATE TABLE calendars (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    zone TEXT NOT NULL,
    school_week TEXT NOT NULL, -- JSON, as are terms and days: a calendar is always read whole
    terms TEXT NOT NULL,
    days TEXT NOT NULL,
    demo BOOLEAN NOT NULL DEFAULT FALSE,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE schedules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pickup', 'report', 'reminder')),
    rule TEXT NOT NULL,
    zone TEXT NOT NULL,
    calendar_id INTEGER REFERENCES calendars (id),
    closed_days TEXT NOT NULL,
    overlap TEXT NOT NULL,
    catchup TEXT NOT NULL,
    catchup_window_min INTEGER NOT NULL,
    jitter_s INTEGER NOT NULL,
    feed_id INTEGER REFERENCES feeds (id) ON DELETE CASCADE,
    recipient_ids TEXT NOT NULL,
    message TEXT,
    note TEXT,
    enabled BOOLEAN NOT NULL,
    paused_until TEXT,
    last_tick_at TEXT NOT NULL, -- times up to it have been decided
    next_tick_at TEXT,          -- when the scheduler looks at it again
    demo BOOLEAN NOT NULL DEFAULT FALSE,
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX schedules_by_next_tick ON schedules (next_tick_at) WHERE next_tick_at IS NOT NULL;
CREATE INDEX schedules_by_calendar ON schedules (calendar_id);
CREATE INDEX schedules_by_feed ON schedules (feed_id);

-- What became of each time: also what was not done, and why.
CREATE TABLE schedule_ticks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    schedule_id INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    tick_at TEXT NOT NULL,
    by_hand BOOLEAN NOT NULL DEFAULT FALSE,
    by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'skipped')),
    why TEXT,
    words TEXT NOT NULL DEFAULT '',
    uploads INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL,
    lease_token TEXT,
    lease_until TEXT,
    cancel BOOLEAN NOT NULL DEFAULT FALSE,
    started_at TEXT,
    ended_at TEXT,
    UNIQUE (schedule_id, tick_at, by_hand)
);
CREATE INDEX schedule_ticks_to_do ON schedule_ticks (not_before) WHERE state IN ('waiting', 'running');
CREATE INDEX schedule_ticks_by_person ON schedule_ticks (by_id);

-- Coming times that a person has taken out.
CREATE TABLE schedule_skips (
    schedule_id INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    tick_at TEXT NOT NULL,
    by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    PRIMARY KEY (schedule_id, tick_at)
);
CREATE INDEX schedule_skips_by_person ON schedule_skips (by_id);

CREATE TABLE expectations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    zone TEXT NOT NULL,
    calendar_id INTEGER REFERENCES calendars (id),
    closed_days TEXT NOT NULL,
    grace_min INTEGER NOT NULL,
    owner_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    deputy_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    remind_before_min INTEGER,
    period TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    since TEXT NOT NULL,         -- nothing was due before
    planned_until TEXT NOT NULL, -- its due files are there up to then
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX expectations_by_feed ON expectations (feed_id);
CREATE INDEX expectations_by_calendar ON expectations (calendar_id);
CREATE INDEX expectations_by_owner ON expectations (owner_id);
CREATE INDEX expectations_by_deputy ON expectations (deputy_id);
CREATE INDEX expectations_by_plan ON expectations (planned_until) WHERE enabled;

CREATE TABLE due_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    expectation_id INTEGER NOT NULL REFERENCES expectations (id) ON DELETE CASCADE,
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    period TEXT NOT NULL,
    opens_at TEXT NOT NULL, -- a file without a period counts from then
    due_at TEXT NOT NULL,
    alarm_after_at TEXT NOT NULL,
    remind_at TEXT,
    reminded_at TEXT,
    note TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'met', 'late', 'excused')),
    late_at TEXT,
    met_at TEXT,
    upload_id INTEGER REFERENCES uploads (id) ON DELETE SET NULL,
    handed_to_deputy BOOLEAN NOT NULL DEFAULT FALSE,
    excused_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    excuse TEXT,
    UNIQUE (expectation_id, period)
);
CREATE INDEX due_files_by_alarm ON due_files (alarm_after_at) WHERE state = 'open';
CREATE INDEX due_files_by_reminder ON due_files (remind_at) WHERE state = 'open' AND reminded_at IS NULL;
CREATE INDEX due_files_by_period ON due_files (feed_id, period);
CREATE INDEX due_files_by_state ON due_files (state, due_at);
CREATE INDEX due_files_by_upload ON due_files (upload_id);
CREATE INDEX due_files_by_excuser ON due_files (excused_by_id);
