-- Login accounts of the built-in provider. Instants are INTEGER microseconds since the Unix epoch (UTC).
CREATE TABLE accounts (
    -- SCIM 2.0 "id": given by the provider, never reused.
    subject      TEXT    PRIMARY KEY,
    -- SCIM 2.0 "externalId": given by the caller, what makes creating repeatable.
    external_id  TEXT    NOT NULL UNIQUE,
    user_name    TEXT    NOT NULL UNIQUE,
    email        TEXT    NOT NULL,
    -- The address as it is compared.
    email_key    TEXT    NOT NULL,
    display_name TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    -- Until when the activation link works; of no meaning once activated.
    deadline     INTEGER NOT NULL,
    activated_at INTEGER,
    -- SHA-256 of the activation token; the token itself is only in the message to the patron.
    token_hash   BLOB    UNIQUE,
    -- 0 until the message with the token was handed over.
    delivered    INTEGER NOT NULL CHECK (delivered IN (0, 1))
) STRICT;

CREATE INDEX accounts_email ON accounts (email_key);
CREATE INDEX accounts_pending ON accounts (deadline) WHERE activated_at IS NULL;

-- User names that belonged to an activated account: whoever got one again would be taken for its first owner.
CREATE TABLE retired_user_names (
    user_name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- When accounts were made per address, for the limit on messages to one address. Kept for a day; the address
-- is hashed, because it outlives the account.
CREATE TABLE creations (
    email_hash BLOB    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;

CREATE INDEX creations_email ON creations (email_hash, at);
CREATE INDEX creations_at ON creations (at);
