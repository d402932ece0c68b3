//! The real `balie` program on the real daemon: registrations from files, what its commands tell a person, and
//! erasing.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod erase;
mod files;
mod help;
mod large;
mod output;
mod program;
mod till;
