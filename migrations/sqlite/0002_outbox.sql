-- What became of a message of the outbox: a mail that was kept was shown in the mailbox page instead of being sent.

ALTER TABLE outbox ADD COLUMN outcome TEXT CHECK (outcome IN ('sent', 'kept', 'failed'));
ALTER TABLE outbox ADD COLUMN last_error TEXT;
