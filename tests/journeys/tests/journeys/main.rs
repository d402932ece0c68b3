//! Journeys through the real programs, with virtual devices on real transports: each module is about one thing that a
//! branch does, or that is done to it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod adult;
mod backup;
mod bad_input;
mod bench;
mod command_line;
mod crash;
mod dialogue;
mod doors;
mod enrolment;
mod lapse;
mod mail;
mod pages;
mod printers;
mod retention;
