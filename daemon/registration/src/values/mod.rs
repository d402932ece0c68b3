//! Values that cannot be wrong: each is made only by a checked constructor.
//!
//! `parse` reads what a person typed or a scanner read, leniently in form and strictly in content;
//! `Display` shows the one spelling that reads back as the same value; serde stores text and checks it
//! again on the way in. Personal values have a masked `Debug`, so that they do not end in a log.

pub mod account;
pub mod address;
pub mod contact;
pub mod date;
mod error;
mod money;
pub mod name;
pub mod pass;
mod patron;
mod reason;
mod text;

pub use account::{AccountError, Bic, CreditorId, HolderName, Iban, MandateReference, SepaScope};
pub use address::{
    AddressError, Country, CountryCode, House, HouseNumber, PlaceName, Postcode, PostcodeUse, StreetName,
    foreign_postcode, read_country,
};
pub use contact::{ContactError, Email, Phone, SmsNumber};
pub use date::{BirthDate, DateError, DateUse, parse_date, show_date, show_date_long, show_month};
pub use error::ValueError;
pub use money::Money;
pub use name::{
    CallName, ContactName, Initials, InstitutionName, NamePrefix, PersonName, Salutation, Surname,
    search_key, similar,
};
pub use pass::{BranchNumber, PassError, PassNumber};
pub use patron::{PatronNumber, UserName};
pub use reason::ReasonText;
pub(crate) use text::{is_blank, printable, squeeze, tidy};

#[cfg(test)]
mod error_tests;
