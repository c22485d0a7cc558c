-- One student: legal holds and erasures. Whom they are about is kept under a pseudonym; a hold also keeps the identifier
-- sealed, because what is about to be purged is searched for it.

CREATE TABLE legal_holds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    sealed_identifier TEXT NOT NULL,
    reason TEXT NOT NULL,
    placed_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    placed_at TEXT NOT NULL,
    lifted_at TEXT
);
CREATE INDEX legal_holds_by_person ON legal_holds (person);
CREATE INDEX legal_holds_by_placer ON legal_holds (placed_by_id);

-- Which erasures of the list outside of the database this database has seen: one restored from a backup has not.
CREATE TABLE erasures (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    carried_out_at TEXT NOT NULL
);
