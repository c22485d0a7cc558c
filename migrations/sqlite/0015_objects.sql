-- Objects of storage have rows, so that nothing walks its folders; an upload of the same bytes has a number of its own.

CREATE TABLE objects (
    kind TEXT NOT NULL CHECK (kind IN ('upload', 'made')),
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    stored_at TEXT NOT NULL,
    doomed_at TEXT,  -- since when nothing refers to it
    checked_at TEXT, -- when its bytes were last compared with its name
    lost_at TEXT,    -- since when it is known to be missing or damaged
    PRIMARY KEY (kind, sha256)
);
CREATE INDEX objects_by_doom ON objects (doomed_at);
CREATE INDEX objects_by_check ON objects (checked_at);

INSERT INTO objects (kind, sha256, bytes, stored_at)
SELECT 'upload', sha256, MAX(bytes), MIN(at)
  FROM (SELECT sha256, bytes, accepted_at AS at FROM uploads UNION ALL SELECT sha256, bytes, received_at FROM slips
        UNION ALL SELECT sha256, bytes, received_at FROM samples) x
 GROUP BY sha256;
INSERT INTO objects (kind, sha256, bytes, stored_at)
SELECT 'made', sha256, MAX(bytes), MIN(at)
  FROM (SELECT x.sha256, x.bytes, r.created_at AS at FROM run_files x JOIN runs r ON r.id = x.run_id
        UNION ALL SELECT x.sha256, x.bytes, p.created_at FROM report_files x JOIN reports p ON p.id = x.report_id
        UNION ALL SELECT x.output_sha256, x.output_bytes, r.created_at FROM stage_results x JOIN runs r ON r.id = x.run_id
        UNION ALL SELECT value, 0, '' FROM settings WHERE name = 'school_logo') y
 GROUP BY sha256;

-- The same bytes for the same feed and period are taken once, unless somebody sends them again on purpose.
ALTER TABLE uploads ADD COLUMN repeat INTEGER NOT NULL DEFAULT 0;
UPDATE uploads SET repeat = (SELECT COUNT(*) FROM uploads e WHERE e.feed_id = uploads.feed_id AND e.period = uploads.period
                                AND e.sha256 = uploads.sha256 AND e.id < uploads.id);
DROP INDEX uploads_by_content;
CREATE UNIQUE INDEX uploads_by_content ON uploads (feed_id, period, sha256, repeat);
