//! What each step of the counter asks, one file for each step.

mod finish;
mod further;
mod identity;
mod issue;
mod login;
mod mandate;
mod pass;
mod person;
mod save;
mod settle;
mod subscription;
