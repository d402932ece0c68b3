//! Who may come in, with how much, and how many: whoever has no business here takes nothing from those who have.

#![allow(clippy::print_stdout, reason = "helpers of tests")]

mod bodies;
mod connections;
mod daemon;
mod frames;
mod memory;
mod other_user;
mod python;
mod raw;
mod roles;
