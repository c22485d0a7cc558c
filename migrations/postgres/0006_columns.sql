-- What the columns of a run's rows hold: counts, usual and outer values, spread; JSON text, read only together.

ALTER TABLE run_results ADD COLUMN columns TEXT NOT NULL DEFAULT '[]';
