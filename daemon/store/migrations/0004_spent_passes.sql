-- Passes that were printed wrongly and thrown away: their numbers are never given out again.
CREATE TABLE spent_passes (
    pass_number     TEXT    PRIMARY KEY,
    registration_id TEXT    NOT NULL,
    at              INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
