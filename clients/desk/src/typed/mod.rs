//! Text as a clerk types it, and as it is shown. The daemon decides what holds; this only gives a hand.

mod date;
mod iban;
mod money;
mod postcode;

pub use date::{age, date_shown, moment_shown, parse_date, shape_date, tidy_date, when_shown};
pub use iban::{iban_holds, shape_iban};
pub use money::{Cents, cents, euro, euro_of};
pub use postcode::{postcode_holds, shape_postcode};
