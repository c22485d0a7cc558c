-- The cells that a link has shown to be corrected, by place and never by value: its answer may touch no others.

ALTER TABLE answer_links ADD COLUMN offered TEXT;
