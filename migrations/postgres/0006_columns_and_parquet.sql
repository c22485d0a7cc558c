-- What the columns of a run's rows hold: counts, usual and outer values, spread; JSON text, read only together.

ALTER TABLE run_results ADD COLUMN columns TEXT NOT NULL DEFAULT '[]';

-- Reports may come as Parquet too.
ALTER TABLE report_files DROP CONSTRAINT report_files_format_check;
ALTER TABLE report_files ADD CONSTRAINT report_files_format_check CHECK (format IN ('csv', 'pdf', 'xlsx', 'parquet'));
