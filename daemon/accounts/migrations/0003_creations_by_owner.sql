-- When accounts were made per address, for the limit on messages to one address, and for whom: so that who is erased
-- takes along what is kept of an address whose account was forgotten before.
--
-- What is there does not tell whose it is, so it goes: a day's count begins anew, once.
DROP TABLE creations;

CREATE TABLE creations (
    email_hash  BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    -- What the account was made under; it may be gone, or another's by now.
    external_id TEXT    NOT NULL
) STRICT;

CREATE INDEX creations_email ON creations (email_hash, at);
CREATE INDEX creations_at ON creations (at);
CREATE INDEX creations_external_id ON creations (external_id);
