//! The commands, a file for each part of the journey. Every function takes what its state holds and gives
//! the next state, or refuses.

pub(super) mod account;
pub(super) mod back;
pub(super) mod cancel;
pub(super) mod login;
pub(super) mod mandate;
pub(super) mod pass;
pub(super) mod person;
pub(super) mod print;
pub(super) mod save;
pub(super) mod settle;
pub mod subscription;
