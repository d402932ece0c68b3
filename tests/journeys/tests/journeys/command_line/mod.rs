//! The real `balie` program on the real daemon: registrations from files, what its commands tell a person, and
//! erasing.

mod erase;
mod files;
mod help;
mod large;
mod output;
mod program;
mod till;
