-- Issues about a due file that is late and about a source that cannot be read or is paused.
ALTER TABLE incidents ADD COLUMN due_file_id BIGINT REFERENCES due_files (id) ON DELETE SET NULL;
ALTER TABLE incidents ADD COLUMN source_id BIGINT REFERENCES sources (id) ON DELETE SET NULL;
CREATE INDEX incidents_by_due_file ON incidents (due_file_id);
CREATE INDEX incidents_by_source ON incidents (source_id);

-- keeps_failing: it has failed so often, or for so long, that somebody must look.
ALTER TABLE sources ADD COLUMN failed_looks BIGINT NOT NULL DEFAULT 0; -- in a row
ALTER TABLE sources ADD COLUMN keeps_failing BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE sources ADD COLUMN paused_at TEXT;

DROP INDEX events_unseen_by_incidents;
CREATE INDEX events_unseen_by_incidents ON events (id)
    WHERE kind IN ('run', 'due_file', 'source') AND seen_by_incidents = FALSE;
