//! Pass printers through the real daemon: each resolution, and looking after a printer.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod begun;
mod care;
mod races;
mod tap;
mod zpl;
