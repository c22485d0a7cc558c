-- Sign-in through a school's own identity provider (OpenID Connect).

ALTER TABLE users ADD COLUMN oidc_subject TEXT;
CREATE UNIQUE INDEX users_by_oidc_subject ON users (oidc_subject);

-- A sign-in that is under way at the provider; the verifier is sealed.
CREATE TABLE oidc_logins (
    state_sha256 TEXT PRIMARY KEY,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    expires_at TEXT NOT NULL
);

-- Whoever came through the provider has been asked for a second factor there.
ALTER TABLE tokens ADD COLUMN by_provider BOOLEAN NOT NULL DEFAULT FALSE;
