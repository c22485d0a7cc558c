-- Accounts that begin by invitation or registration, codes sent by mail, second factors, tokens for scripts, limits.

ALTER TABLE users ADD COLUMN email_verified_at TEXT;
ALTER TABLE users ADD COLUMN invited_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE users ADD COLUMN totp_secret TEXT;
ALTER TABLE users ADD COLUMN totp_since TEXT;
ALTER TABLE users ADD COLUMN totp_last_step INTEGER NOT NULL DEFAULT 0;
UPDATE users SET email_verified_at = created_at;
CREATE INDEX users_by_inviter ON users (invited_by_id);

-- The clear code is in the mail and nowhere else.
CREATE TABLE account_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'verification', 'password_reset')),
    sha256 TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
);
CREATE INDEX account_codes_by_user ON account_codes (user_id, purpose);

CREATE TABLE recovery_codes (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    used_at TEXT,
    PRIMARY KEY (user_id, sha256)
);

ALTER TABLE tokens ADD COLUMN kind TEXT NOT NULL DEFAULT 'session' CHECK (kind IN ('session', 'script'));
ALTER TABLE tokens ADD COLUMN scopes TEXT NOT NULL DEFAULT '[]';

-- How often something was tried since the window began. The subject is hashed.
CREATE TABLE rate_limits (
    subject TEXT PRIMARY KEY,
    tries INTEGER NOT NULL,
    until TEXT NOT NULL
);
CREATE INDEX rate_limits_by_end ON rate_limits (until);

-- Whom the department's people ask, and who stands in.
ALTER TABLE departments ADD COLUMN contact_id INTEGER REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE departments ADD COLUMN deputy_id INTEGER REFERENCES users (id) ON DELETE SET NULL;
CREATE INDEX departments_by_contact ON departments (contact_id);
CREATE INDEX departments_by_deputy ON departments (deputy_id);
