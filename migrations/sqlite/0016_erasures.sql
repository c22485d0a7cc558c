-- Erasures: the list has a copy here, and a pseudonym is chance, kept by what leads to it until the student is erased.

ALTER TABLE erasures ADD COLUMN number INTEGER; -- of the list: counted without a gap
ALTER TABLE erasures ADD COLUMN listed TEXT;    -- its line; whom it is about is sealed

CREATE TABLE pseudonyms (
    lookup TEXT PRIMARY KEY, -- a keyed hash of the identifier
    pseudonym TEXT NOT NULL UNIQUE
);
