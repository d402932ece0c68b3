//! Erasing personal data on schedule and on request, through the real daemon: what remains, and where nothing does.

mod accounts;
mod interrupted;
mod patron;
mod readers;
mod request;
mod schedule;
mod search;
mod traces;
