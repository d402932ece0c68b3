//! `balied backup` while clerks work, `balied restore`, and everything that must not be put back.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod damaged;
mod doubt;
mod killed;
mod later_printer;
mod many;
mod round_trip;
