-- File rules are drafted and tried before they go live; good files begin a feed; corrections become steps.

ALTER TABLE contracts ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE contracts ADD COLUMN based_on INTEGER; -- of a draft: the live version it began from; 0: none was
ALTER TABLE contracts ADD COLUMN tested_at TEXT;   -- of a draft: when this revision was tried on stored files
ALTER TABLE contracts ADD COLUMN live_at TEXT;
ALTER TABLE contracts ADD COLUMN live_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL;
UPDATE contracts SET live_at = created_at, live_by_id = created_by_id;
CREATE INDEX contracts_by_releaser ON contracts (live_by_id);
CREATE UNIQUE INDEX contracts_one_draft ON contracts (feed_id) WHERE state = 'draft';

-- Good files that a feed was made from. Without a feed they wait for one, for a day.
CREATE TABLE samples (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER REFERENCES feeds (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    sender_id INTEGER NOT NULL REFERENCES users (id),
    received_at TEXT NOT NULL
);
CREATE INDEX samples_by_feed ON samples (feed_id);
CREATE INDEX samples_by_content ON samples (sha256);
CREATE INDEX samples_by_sender ON samples (sender_id);

-- “Do this every time”: a step that somebody proposes and a moderator decides about.
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    run_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
    step TEXT NOT NULL,
    words TEXT NOT NULL,
    reason TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined')),
    proposed_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    proposed_at TEXT NOT NULL,
    decided_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    decided_at TEXT,
    decision TEXT,
    version INTEGER,
    CHECK ((state = 'open') = (decided_at IS NULL)),
    CHECK ((state = 'approved') = (version IS NOT NULL))
);
CREATE INDEX proposals_by_feed ON proposals (feed_id, state);
CREATE INDEX proposals_by_run ON proposals (run_id);
CREATE INDEX proposals_by_proposer ON proposals (proposed_by_id);
CREATE INDEX proposals_by_decider ON proposals (decided_by_id);

-- What each cleaning step did to the file, shown with the run; JSON text.
ALTER TABLE run_results ADD COLUMN steps TEXT NOT NULL DEFAULT '[]';

-- Who is asked to correct the rows of a run.
CREATE TABLE handovers (
    run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    to_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    note TEXT,
    at TEXT NOT NULL
);
CREATE INDEX handovers_by_taker ON handovers (to_id);
CREATE INDEX handovers_by_giver ON handovers (by_id);
