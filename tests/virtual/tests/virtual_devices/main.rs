//! The virtual devices face what nobody here wrote; and the program that scripts run.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where a step of it fails")]

mod airscan;
mod program;
mod vendor_streams;
