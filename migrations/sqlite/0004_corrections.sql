-- A correction of every row with one value has line 0; correction sheets that come back are kept like uploads.

CREATE TABLE fixes_of_any_line (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    line INTEGER NOT NULL CHECK (line >= 0),
    sheet TEXT,
    exclude BOOLEAN NOT NULL,
    column_name TEXT,
    from_value TEXT,
    to_value TEXT,
    reason TEXT,
    created_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    CHECK (exclude OR column_name IS NOT NULL),
    CHECK (line > 0 OR (NOT exclude AND from_value IS NOT NULL))
);
INSERT INTO fixes_of_any_line SELECT * FROM fixes;
DROP TABLE fixes;
ALTER TABLE fixes_of_any_line RENAME TO fixes;
CREATE INDEX fixes_by_run ON fixes (run_id, id);
CREATE INDEX fixes_by_author ON fixes (created_by_id);

CREATE TABLE slips (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    sender_id INTEGER NOT NULL REFERENCES users (id),
    rows_in INTEGER NOT NULL,
    rows_joined INTEGER NOT NULL,
    received_at TEXT NOT NULL
);
CREATE INDEX slips_by_run ON slips (run_id);
CREATE INDEX slips_by_content ON slips (sha256);
CREATE INDEX slips_by_sender ON slips (sender_id);
