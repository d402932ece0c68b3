//! Files on a real file system, where other users and their links are.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod opening;
mod reach;
