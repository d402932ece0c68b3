//! Names of people and institutions, and how to address them.

mod initials;
mod institution;
mod named;
mod person;
mod prefix;
mod salutation;
mod similar;
mod surname;

pub use initials::Initials;
pub use institution::{ContactName, InstitutionName};
pub use person::PersonName;
pub use prefix::NamePrefix;
pub use salutation::Salutation;
pub use similar::{search_key, similar};
pub use surname::{CallName, Surname};
