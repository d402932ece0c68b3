//! What a bad input does, through the real daemon and the real command line, in Dutch and in English: a clear error
//! that names the field and the rule, and nothing lost.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod ages;
mod configuration;
mod database;
mod desk;
mod disk;
mod files;
mod large;
mod passes;
mod persons;
mod raw;
mod scanner;
mod twice;
mod wire;
