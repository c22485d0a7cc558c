-- What a version changes, why it was made, and which earlier one it restores.

ALTER TABLE reports ADD COLUMN changes TEXT;
ALTER TABLE reports ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reports ADD COLUMN reason TEXT;
ALTER TABLE reports ADD COLUMN restored_from INTEGER;

-- What the file of a run looks like to the known errors, and how many rows of the version before stay; JSON and a count.
ALTER TABLE run_results ADD COLUMN known_errors TEXT NOT NULL DEFAULT '[]';
ALTER TABLE run_results ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;

-- Reports may come as CSV for Excel too; SQLite changes a check by making the table anew.
CREATE TABLE report_files_anew (
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    format TEXT NOT NULL CHECK (format IN ('csv', 'excel_csv', 'pdf', 'xlsx', 'parquet')),
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    PRIMARY KEY (report_id, format)
);
INSERT INTO report_files_anew SELECT report_id, format, sha256, bytes, file_name FROM report_files;
DROP TABLE report_files;
ALTER TABLE report_files_anew RENAME TO report_files;
CREATE INDEX report_files_by_content ON report_files (sha256);
