//! The store from outside: what it keeps, in which order, and what it does when things go wrong.

// Helpers of tests are not recognised as tests by the lint.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod backup;
mod concurrency;
mod disk_full;
mod duplicates;
mod erasure;
mod feed_model;
mod idempotency;
mod jobs;
mod listing;
mod numbers;
mod opening;
mod records;
mod registrations;
mod support;
mod writer;
