-- Which feed may read which columns of another department's feed; a department's own feeds read each other freely.

CREATE TABLE feed_grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    reader_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    columns TEXT NOT NULL,
    granted_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    granted_at TEXT NOT NULL,
    UNIQUE (feed_id, reader_id)
);
CREATE INDEX feed_grants_by_reader ON feed_grants (reader_id);
CREATE INDEX feed_grants_by_granter ON feed_grants (granted_by_id);

-- What was read before there were grants goes on: every column, until somebody names some.
INSERT INTO feed_grants (feed_id, reader_id, columns, granted_by_id, granted_at)
SELECT f.id, x.feed_id, '["*"]', NULL, f.created_at
  FROM feed_references x JOIN feeds f ON f.key = x.resource JOIN feeds r ON r.id = x.feed_id
 WHERE r.department_id <> f.department_id;

-- A sender without an account corrects the rows of one run: the link and the code that is mailed for it are hashed, and
-- so is what the browser holds once the code was right.
CREATE TABLE answer_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    link_sha256 TEXT NOT NULL UNIQUE,
    created_by_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    code_sha256 TEXT,
    code_until TEXT,
    code_tries INTEGER NOT NULL DEFAULT 0,
    access_sha256 TEXT UNIQUE,
    revoked_at TEXT,
    answered_at TEXT
);
CREATE INDEX answer_links_by_run ON answer_links (run_id);
CREATE INDEX answer_links_by_maker ON answer_links (created_by_id);
