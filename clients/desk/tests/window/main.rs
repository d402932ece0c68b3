//! The window without a display: what keys and pointer do, what a screen reader gets, its colours and its words.
//!
//! The toolkit and its clock are of the thread, and each test has a thread of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod keyboard;
mod keys;
mod palette;
mod pointer;
mod support;
mod words;
