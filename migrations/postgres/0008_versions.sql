-- What a version changes, why it was made, and which earlier one it restores.

ALTER TABLE reports ADD COLUMN changes TEXT;
ALTER TABLE reports ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;
ALTER TABLE reports ADD COLUMN reason TEXT;
ALTER TABLE reports ADD COLUMN restored_from BIGINT;

-- What the file of a run looks like to the known errors, and how many rows of the version before stay; JSON and a count.
ALTER TABLE run_results ADD COLUMN known_errors TEXT NOT NULL DEFAULT '[]';
ALTER TABLE run_results ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;

-- Reports may come as CSV for Excel too.
ALTER TABLE report_files DROP CONSTRAINT report_files_format_check;
ALTER TABLE report_files ADD CONSTRAINT report_files_format_check
    CHECK (format IN ('csv', 'excel_csv', 'pdf', 'xlsx', 'parquet'));
