//! The built-in provider on a database file: accounts as they live, and as they go.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod builtin;
mod erasing;
