-- Slow work that a decision asked for: printing, scanning, login accounts.
CREATE TABLE jobs (
    -- The order of creation, and so the order of work per device.
    sequence        INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT    NOT NULL UNIQUE,
    registration_id TEXT    REFERENCES registrations (id) ON DELETE CASCADE,
    kind            TEXT    NOT NULL,
    -- The device, or any other worker that takes one job at a time ('accounts').
    device          TEXT    NOT NULL,
    -- 1: asking again does no harm. 0: a lost answer makes the job unknown, for a person to resolve.
    repeatable      INTEGER NOT NULL CHECK (repeatable IN (0, 1)),
    state           TEXT    NOT NULL
        CHECK (state IN ('queued', 'started', 'attention', 'done', 'failed', 'unknown', 'cancelled')),
    payload         TEXT    NOT NULL CONSTRAINT payload_is_json CHECK (json_valid(payload)),
    -- Names the wish ('print-pass/<registration>/1'), so that the same wish cannot be queued twice.
    key             TEXT    NOT NULL UNIQUE,
    attempts        INTEGER NOT NULL DEFAULT 0,
    not_before      INTEGER,
    outcome         TEXT    CONSTRAINT outcome_is_json CHECK (outcome IS NULL OR json_valid(outcome)),
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    started_at      INTEGER
) STRICT;

-- At most one job is under way per device.
CREATE UNIQUE INDEX jobs_under_way ON jobs (device) WHERE state IN ('started', 'attention');
CREATE INDEX jobs_queue ON jobs (device, sequence) WHERE state = 'queued';
CREATE INDEX jobs_state ON jobs (state, sequence);
CREATE INDEX jobs_registration ON jobs (registration_id, sequence) WHERE registration_id IS NOT NULL;
