//! The daemon with its parts: its hub as time passes, and its program among files of other users.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod damaged;
mod duplicates;
mod planted;
mod retention;
