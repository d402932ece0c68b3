//! The screen of the counter clerk.
//!
//! The window is markup ([`ui`]); what it shows and what a clerk's keys do is decided here without it:
//!
//! - [`typed`]: text as a clerk types it: dates, IBAN, amounts;
//! - [`session`]: everything the program knows, and how an event changes it (`event in, effects out`);
//! - [`view`]: from the session to what is shown;
//! - [`program`]: the window, the connection to the daemon, and the effects.

pub mod program;
pub mod session;
pub mod typed;
pub mod view;

pub use balie_desk_window as ui;
