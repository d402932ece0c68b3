//! Erasing on schedule and on request, by the hub with its store, accounts and documents, as time passes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod accounts;
mod branch;
mod request;
mod schedule;
