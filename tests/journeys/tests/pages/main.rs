//! The page of a signed mandate, from the paper to the mandate in force: through a document scanner, or from a file;
//! how it lies at rest; and what comes of pages and scanners that are not what they should be.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod at_rest;
mod command_line;
mod faults;
mod files;
mod form;
mod scan;
