//! The real `balie` program on the real daemon: registrations from files, what its commands tell a person, and
//! erasing.

mod arguments;
mod boxes;
mod erase;
mod files;
mod handed_out;
mod help;
mod large;
mod output;
mod outputs;
mod program;
mod search;
mod till;
