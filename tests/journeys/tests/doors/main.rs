//! Who may come in, with how much, and how many: whoever has no business here takes nothing from those who have.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

#[path = "../enrolment/bench.rs"]
#[allow(dead_code, reason = "not all of it is needed here")]
mod bench;
mod bodies;
mod connections;
mod daemon;
mod frames;
mod memory;
mod other_user;
mod raw;
mod roles;
