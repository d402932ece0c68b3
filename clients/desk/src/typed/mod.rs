//! Text as a clerk types it, and as it is shown. The daemon decides what holds; this only gives a hand.

mod code;
mod date;
mod iban;
mod money;
mod postcode;

pub use code::shape_code;
pub use date::{date_shown, date_use, moment_shown, read_date, shape_date, tidy_date, when_shown};
pub use iban::{iban_holds, shape_iban};
pub use money::{Cents, cents, cents_of, euro, euro_of};
pub use postcode::{postcode_holds, shape_postcode};

/// In capitals and groups of four, with something between the groups.
fn in_fours(symbols: impl Iterator<Item = char>, between: &str) -> String {
    let bare: Vec<char> = symbols.flat_map(char::to_uppercase).collect();
    bare.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(between)
}
