//! The library pass: branch, serial and check digit (domain rule "Scan the blank pass").

mod branch;
mod ean;
mod error;
mod luhn;
mod number;

pub use branch::BranchNumber;
pub(crate) use ean::is_isbn10;
pub use error::PassError;
pub use number::PassNumber;
