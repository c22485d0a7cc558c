-- Places that files are picked up from, and what was seen there.

CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    place TEXT NOT NULL, -- JSON
    feed_id INTEGER REFERENCES feeds (id) ON DELETE SET NULL,
    routes TEXT NOT NULL, -- JSON
    after TEXT NOT NULL CHECK (after IN ('keep', 'move', 'remove')),
    settle_s INTEGER NOT NULL,
    ready_suffix TEXT,
    enabled BOOLEAN NOT NULL,
    paused_reason TEXT,
    looked_at TEXT,
    failing_since TEXT,
    failing_words TEXT,
    demo BOOLEAN NOT NULL DEFAULT FALSE,
    owner_id INTEGER NOT NULL REFERENCES users (id), -- whose files they are
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX sources_by_owner ON sources (owner_id);
CREATE INDEX sources_by_feed ON sources (feed_id);

CREATE TABLE source_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    identity TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('seen', 'taken', 'same_content', 'failed')),
    upload_id INTEGER REFERENCES uploads (id) ON DELETE SET NULL,
    cared_for BOOLEAN NOT NULL DEFAULT FALSE, -- moved or removed where that is asked for
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try TEXT,
    words TEXT NOT NULL DEFAULT '',
    UNIQUE (source_id, identity)
);
CREATE INDEX source_items_by_upload ON source_items (upload_id);

ALTER TABLE schedules ADD COLUMN source_id INTEGER REFERENCES sources (id) ON DELETE CASCADE;
CREATE INDEX schedules_by_source ON schedules (source_id);
