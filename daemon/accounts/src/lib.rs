//! Login accounts: the port, and the built-in provider on SQLite.
