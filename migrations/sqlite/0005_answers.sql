-- What people answered about how to read a file: for its run, and remembered for later files of the same source.

CREATE TABLE run_answers (
    run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    answers TEXT NOT NULL,
    answered_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    answered_at TEXT NOT NULL
);
CREATE INDEX run_answers_by_author ON run_answers (answered_by_id);

-- signature is of the headers for columns, else ''.
CREATE TABLE remembered (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('columns', 'date_orders', 'read')),
    signature TEXT NOT NULL,
    value TEXT NOT NULL,
    created_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    UNIQUE (feed_id, kind, signature)
);
CREATE INDEX remembered_by_author ON remembered (created_by_id);

-- How the file was read: JSON, shown with the run.
ALTER TABLE run_results ADD COLUMN reading TEXT;

-- The password of a locked file, sealed with the data folder's key and only while the run can still need it.
ALTER TABLE runs ADD COLUMN sealed_password TEXT
    CHECK (sealed_password IS NULL OR state IN ('queued', 'running', 'held'));
