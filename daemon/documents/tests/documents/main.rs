//! Passes and mandate forms as they are drawn, from templates of the library's own too, and files with pages as they are
//! read.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod common;
mod files;
mod incomplete;
mod mandate;
mod missing;
mod pass;
mod reading;
mod templates;
mod varieties;
