-- What the columns of a run's rows hold: counts, usual and outer values, spread; JSON text, read only together.

ALTER TABLE run_results ADD COLUMN columns TEXT NOT NULL DEFAULT '[]';

-- Reports may come as Parquet too; SQLite changes a check by making the table anew.
CREATE TABLE report_files_anew (
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    format TEXT NOT NULL CHECK (format IN ('csv', 'pdf', 'xlsx', 'parquet')),
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    PRIMARY KEY (report_id, format)
);
INSERT INTO report_files_anew SELECT report_id, format, sha256, bytes, file_name FROM report_files;
DROP TABLE report_files;
ALTER TABLE report_files_anew RENAME TO report_files;
CREATE INDEX report_files_by_content ON report_files (sha256);
