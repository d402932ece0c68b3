-- Registrations, the numbers they are given, and what erasing them leaves behind.
--
-- Instants are INTEGER microseconds since the Unix epoch (UTC); dates are TEXT 'YYYY-MM-DD', which sorts
-- as dates do; money is INTEGER cents.

-- Facts about this database file: 'epoch' (a UUID that changes on restore).
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The last number given out, per kind of number. '_change' is the change feed.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL CHECK (value >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO counters (name, value) VALUES ('_change', 0);

CREATE TABLE registrations (
    -- AUTOINCREMENT: a sequence freed by erasure must not come back, or a page cursor could skip its new owner.
    sequence           INTEGER PRIMARY KEY AUTOINCREMENT,
    id                 TEXT    NOT NULL UNIQUE,
    revision           INTEGER NOT NULL CHECK (revision >= 1),
    change_number      INTEGER NOT NULL UNIQUE,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    step               TEXT    NOT NULL,
    terminal           INTEGER NOT NULL CHECK (terminal IN (0, 1)),
    state              TEXT    NOT NULL CONSTRAINT state_is_json CHECK (json_valid(state)),
    -- What can be searched, copied out of the state by the writer of the record.
    pass_number        TEXT,
    pass_active        INTEGER NOT NULL CHECK (pass_active IN (0, 1)),
    -- Not unique: a patron who enrols again keeps the number in a new registration.
    patron_number      INTEGER,
    birth_date         TEXT,
    surname_key        TEXT,
    email_key          TEXT,
    iban_key           TEXT,
    subscription       TEXT,
    station            TEXT,
    place              TEXT,
    enrolled_on        TEXT,
    open_balance_cents INTEGER NOT NULL,
    fee_cents          INTEGER NOT NULL,
    mandate_state      TEXT,
    mandate_reference  TEXT UNIQUE,
    account_state      TEXT,
    account_deadline   INTEGER,
    CONSTRAINT active_pass_has_number CHECK (pass_active = 0 OR pass_number IS NOT NULL)
) STRICT;

-- One pass is in use once; a pass freed by a cancelled registration may be used again.
CREATE UNIQUE INDEX registrations_pass_in_use ON registrations (pass_number) WHERE pass_active = 1;
CREATE INDEX registrations_pass ON registrations (pass_number) WHERE pass_number IS NOT NULL;

CREATE INDEX registrations_patron ON registrations (patron_number) WHERE patron_number IS NOT NULL;

-- Listing. created_at never changes and is the second column wherever many rows share a value, so that a
-- page is read in index order without a sort, and an update that leaves the value alone touches no index.
CREATE INDEX registrations_created ON registrations (created_at);
CREATE INDEX registrations_step_created ON registrations (step, created_at);
CREATE INDEX registrations_step_changed ON registrations (step, change_number);
CREATE INDEX registrations_station ON registrations (station, created_at) WHERE station IS NOT NULL;
CREATE INDEX registrations_subscription ON registrations (subscription, created_at) WHERE subscription IS NOT NULL;
CREATE INDEX registrations_place ON registrations (place, created_at) WHERE place IS NOT NULL;
CREATE INDEX registrations_mandate ON registrations (mandate_state, created_at) WHERE mandate_state IS NOT NULL;
CREATE INDEX registrations_account ON registrations (account_state, account_deadline) WHERE account_state IS NOT NULL;
CREATE INDEX registrations_open_balance ON registrations (created_at) WHERE open_balance_cents > 0;
CREATE INDEX registrations_surname ON registrations (surname_key) WHERE surname_key IS NOT NULL;

-- Duplicate check.
CREATE INDEX registrations_birth_date ON registrations (birth_date) WHERE birth_date IS NOT NULL;
CREATE INDEX registrations_email ON registrations (email_key) WHERE email_key IS NOT NULL;
CREATE INDEX registrations_iban ON registrations (iban_key) WHERE iban_key IS NOT NULL;

-- Counts and sums per day are answered from this index alone.
CREATE INDEX registrations_enrolled ON registrations (enrolled_on, subscription, fee_cents, open_balance_cents)
    WHERE enrolled_on IS NOT NULL;

-- What the erasure schedule looks for.
CREATE INDEX registrations_finished ON registrations (change_number) WHERE terminal = 1;
CREATE INDEX registrations_abandoned ON registrations (updated_at) WHERE terminal = 0;

-- An erased registration: that it was there, and where in the change feed it went.
CREATE TABLE tombstones (
    change_number   INTEGER PRIMARY KEY,
    registration_id TEXT    NOT NULL UNIQUE,
    erased_at       INTEGER NOT NULL
) STRICT;

-- Numbers of a day must not shrink when the persons behind them are erased.
CREATE TABLE erased_totals (
    enrolled_on        TEXT    NOT NULL,
    subscription       TEXT    NOT NULL,
    registrations      INTEGER NOT NULL,
    fee_cents          INTEGER NOT NULL,
    open_balance_cents INTEGER NOT NULL,
    PRIMARY KEY (enrolled_on, subscription)
) STRICT, WITHOUT ROWID;

-- How far each reader of the change feed confirmed receipt: the last confirmation of each day.
CREATE TABLE acknowledgements (
    reader        TEXT    NOT NULL,
    day           TEXT    NOT NULL,
    change_number INTEGER NOT NULL,
    at            INTEGER NOT NULL,
    PRIMARY KEY (reader, day)
) STRICT, WITHOUT ROWID;
