//! Dates, amounts and text as people type them at the counter, read and shown alike by the daemon and by its clients.
//!
//! The daemon decides what holds; a client that reads the same text while it is typed must come to the same answer, or
//! the clerk sees two. So both read it here, and both have the date of the library, whatever clock their machine keeps.

mod account;
mod birth;
mod clock;
mod date;
mod money;
mod month;
pub mod text;

pub use account::bare_iban;
pub use birth::{PartialDate, parse_birth};
pub use clock::{local, local_date};
pub use date::{DateError, DateUse, age_on, parse_date, show_date};
pub use money::{AmountError, MOST_CENTS, parse_cents, show_cents, wire_cents};
pub use month::MONTHS;
