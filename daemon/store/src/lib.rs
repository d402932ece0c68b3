//! The SQLite store: one transaction per decision, change feed, jobs, audit, idempotency.
