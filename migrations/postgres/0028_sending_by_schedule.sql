-- Who gets the newest version whenever a schedule says so, also where they have it already.
ALTER TABLE subscriptions ADD COLUMN always BOOLEAN NOT NULL DEFAULT FALSE;
