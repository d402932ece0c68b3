//! What a person enters. One type for each, whether it comes from flags, from JSON or from a file.
//!
//! As JSON and TOML the names are those of the API in `snake_case`; a key that does not exist is refused.

mod command;
mod details;
mod enums;
mod mandate;
mod money;
mod person;
pub(crate) mod read;
mod subscription;

pub(crate) use command::CommandInput;
pub(crate) use details::DetailsInput;
pub(crate) use enums::{Method, Paper, PrintSeen, SalutationInput, Source, yes_no};
pub(crate) use mandate::MandateInput;
pub(crate) use money::amount;
pub(crate) use person::PersonInput;
pub(crate) use subscription::SubscriptionInput;
