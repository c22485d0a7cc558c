-- The last run that counted as a file for what is put away for a number of files: each counts once.
ALTER TABLE incident_snoozes ADD COLUMN counted_run_id BIGINT NOT NULL DEFAULT 0;
