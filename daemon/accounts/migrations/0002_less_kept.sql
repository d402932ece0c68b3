-- Nothing is kept longer than it is of use.

-- User names that belonged to an activated account, as their SHA-256: enough to tell that a name is one of them.
-- Names in retired_user_names, of earlier releases, are moved here by the provider.
CREATE TABLE retired_names (
    hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The name is for greeting the owner in the message alone.
UPDATE accounts SET display_name = '' WHERE delivered = 1;
