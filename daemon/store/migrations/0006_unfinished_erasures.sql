-- Erasures on request that still have to remove something outside this database: written with the tombstone, removed
-- when nothing is left.
CREATE TABLE unfinished_erasures (
    registration_id TEXT PRIMARY KEY REFERENCES tombstones (registration_id),
    -- User name of the login account that the registration used; the only thing personal that outlives it, and
    -- goes with this row.
    user_name       TEXT
) STRICT, WITHOUT ROWID;

-- Earlier releases left the login account and its message behind.
INSERT INTO unfinished_erasures (registration_id)
    SELECT DISTINCT tombstones.registration_id
    FROM tombstones JOIN audit ON audit.registration_id = tombstones.registration_id
    WHERE audit.action = 'erase_on_request';
