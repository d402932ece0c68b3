//! The window of the counter screen, as compiled from its markup (`ui/`) with its words (`lang/`).
//!
//! A crate of its own, so that this great deal of generated code is compiled once, for programs and tests alike, and
//! for size, while what decides about it (`balie-desk`) is compiled like everything else.
#![allow(clippy::all, reason = "generated")]

slint::include_modules!();
