-- Requests with an Idempotency-Key, for a day: who sends one again gets the answer of the first time. Keys and requests
-- are hashes, answers are sealed; none means that the first one has not ended, or that an erasure took it away.

CREATE TABLE answered_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key_sha256 TEXT NOT NULL,
    request_sha256 TEXT NOT NULL,
    answer TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (user_id, key_sha256)
);
CREATE INDEX answered_requests_by_age ON answered_requests (created_at);
