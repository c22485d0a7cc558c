-- What people are told, written in the transaction that changes it; kept for a day. An id is where a stream goes on.
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    audience INTEGER,  -- the department whose people may see it; absent: everyone
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    masked_payload TEXT,  -- as it is told to who may only look; absent: the same
    at TEXT NOT NULL
);
CREATE INDEX events_by_age ON events (at);
