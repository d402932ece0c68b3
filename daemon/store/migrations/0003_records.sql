-- What is kept beside registrations: who did what, answers to repeat, documents.

-- Who saw or changed what. Names of fields, never their values; outlives the registration.
CREATE TABLE audit (
    sequence        INTEGER PRIMARY KEY AUTOINCREMENT,
    registration_id TEXT,
    at              INTEGER NOT NULL,
    actor           TEXT    NOT NULL,
    station         TEXT,
    role            TEXT    NOT NULL,
    action          TEXT    NOT NULL,
    fields          TEXT    NOT NULL CONSTRAINT fields_are_json CHECK (json_valid(fields)),
    revision        INTEGER
) STRICT;

CREATE INDEX audit_registration ON audit (registration_id, sequence) WHERE registration_id IS NOT NULL;

-- The answer to a request, so that asking again within a day gives the same answer and does nothing.
CREATE TABLE idempotency (
    actor           TEXT    NOT NULL,
    request_id      TEXT    NOT NULL,
    request_hash    BLOB    NOT NULL,
    response        BLOB    NOT NULL,
    registration_id TEXT,
    created_at      INTEGER NOT NULL,
    PRIMARY KEY (actor, request_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_created ON idempotency (created_at);
CREATE INDEX idempotency_registration ON idempotency (registration_id) WHERE registration_id IS NOT NULL;

-- Mandate documents and other files of a registration.
CREATE TABLE attachments (
    id              TEXT    PRIMARY KEY,
    registration_id TEXT    NOT NULL REFERENCES registrations (id) ON DELETE CASCADE,
    kind            TEXT    NOT NULL,
    media_type      TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    -- Last, so that a listing without contents does not read through them.
    bytes           BLOB    NOT NULL
) STRICT;

CREATE INDEX attachments_registration ON attachments (registration_id);
