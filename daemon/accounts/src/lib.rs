//! Login accounts: the port, and the built-in provider on SQLite.
//!
//! A patron may get a login account for the website and the online library (manual, "Single Identity"). The
//! hub speaks to whatever keeps those accounts through [`AccountProvider`], which is shaped after SCIM 2.0
//! (RFC 7643: `id`, `externalId`, `userName`, `active`), so that an identity provider of the organisation can
//! take the place of [`BuiltIn`].
//!
//! Time is always given by the caller, so that deadlines can be tested and agree with what the hub shows.

mod account;
mod builtin;
mod error;
mod provider;

pub use account::{ACTIVATION_HOURS, Account, AccountKey, AccountStatus, NewAccount};
pub use builtin::{BuiltIn, Courier, Notice, Options, Silent};
pub use error::{AccountError, Rule};
pub use provider::{AccountProvider, Erased};
