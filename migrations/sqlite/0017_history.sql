-- The chain of the history covers a salted hash of each detail, so that a detail can be taken out and the chain holds.
-- Without the salt nothing leads from the hash to the words.

ALTER TABLE audit_log ADD COLUMN salt TEXT;        -- absent: the detail was taken out
ALTER TABLE audit_log ADD COLUMN detail_hash TEXT; -- absent: a row from before, which the next start seals
