//! Erasing on schedule and on request, by the hub with its store, accounts and documents, as time passes.

mod accounts;
pub mod branch;
mod request;
mod schedule;
