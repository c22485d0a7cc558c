-- Who gets the reports of a feed, how, and what became of each one handed over.

ALTER TABLE reports ADD COLUMN personal BOOLEAN NOT NULL DEFAULT TRUE;  -- a column names somebody; taken to be so where it was not noted
ALTER TABLE reports ADD COLUMN withdrawn_at TEXT;
ALTER TABLE reports ADD COLUMN withdrawn_by TEXT;
ALTER TABLE reports ADD COLUMN withdrawn_reason TEXT;

-- `recipient` is "person:12" or "address:head@village.test".
CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    email TEXT,
    how TEXT NOT NULL CHECK (how IN ('link', 'attachment')),
    formats TEXT NOT NULL,
    occasion TEXT NOT NULL CHECK (occasion IN ('publication', 'schedule')),
    skip_empty BOOLEAN NOT NULL,
    column_name TEXT,  -- own rows only: those with one of the values
    split_values TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('hand', 'rules')),
    created_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    stopped_at TEXT,
    stopped_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    CHECK ((user_id IS NULL) <> (email IS NULL))
);
CREATE UNIQUE INDEX subscriptions_in_force ON subscriptions (feed_id, recipient) WHERE stopped_at IS NULL;
CREATE INDEX subscriptions_by_user ON subscriptions (user_id);
CREATE INDEX subscriptions_by_maker ON subscriptions (created_by_id);
CREATE INDEX subscriptions_by_stopper ON subscriptions (stopped_by_id);

-- The rows of a report that some recipients get instead of all.
CREATE TABLE report_parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    column_name TEXT NOT NULL,
    split_values TEXT NOT NULL,
    title TEXT NOT NULL,
    rows INTEGER NOT NULL,
    UNIQUE (report_id, column_name, split_values)
);
CREATE TABLE report_part_files (
    part_id INTEGER NOT NULL REFERENCES report_parts (id) ON DELETE CASCADE,
    format TEXT NOT NULL CHECK (format IN ('csv', 'excel_csv', 'pdf', 'xlsx', 'parquet')),
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    PRIMARY KEY (part_id, format)
);
CREATE INDEX report_part_files_by_content ON report_part_files (sha256);

-- A version of a report is handed to a recipient once.
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('report', 'correction', 'withdrawal')),
    recipient TEXT NOT NULL,
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    email TEXT,
    subscription_id INTEGER REFERENCES subscriptions (id) ON DELETE SET NULL,
    part_id INTEGER REFERENCES report_parts (id) ON DELETE SET NULL,
    part TEXT,  -- what its rows are, also once they are gone
    how TEXT NOT NULL CHECK (how IN ('link', 'attachment')),
    formats TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'opened', 'suppressed')),
    reason TEXT,
    tries INTEGER NOT NULL DEFAULT 0,  -- how often it was handed to the mail
    created_at TEXT NOT NULL,
    sent_at TEXT,
    opened_at TEXT,
    UNIQUE (report_id, kind, recipient)
);
CREATE INDEX deliveries_by_user ON deliveries (user_id);
CREATE INDEX deliveries_by_subscription ON deliveries (subscription_id, id);
CREATE INDEX deliveries_by_part ON deliveries (part_id);

CREATE TABLE delivery_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT
);
CREATE INDEX delivery_steps_by_delivery ON delivery_steps (delivery_id, id);

-- What opens a link is kept hashed, and so is its password.
CREATE TABLE share_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    delivery_id INTEGER REFERENCES deliveries (id) ON DELETE CASCADE,
    email TEXT,
    formats TEXT NOT NULL,
    note TEXT,
    link_sha256 TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    created_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    revoked_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL
);
CREATE INDEX share_links_by_report ON share_links (report_id, id);
CREATE INDEX share_links_by_delivery ON share_links (delivery_id);
CREATE INDEX share_links_by_maker ON share_links (created_by_id);
CREATE INDEX share_links_by_revoker ON share_links (revoked_by_id);

CREATE TABLE share_link_uses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    link_id INTEGER NOT NULL REFERENCES share_links (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('opened', 'downloaded', 'wrong_password', 'refused')),
    format TEXT,
    network TEXT NOT NULL
);
CREATE INDEX share_link_uses_by_link ON share_link_uses (link_id, id);
