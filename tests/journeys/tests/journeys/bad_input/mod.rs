//! What a bad input does, through the real daemon and the real command line, in Dutch and in English: a clear error
//! that names the field and the rule, and nothing lost.

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
