//! Values as people read them: money, dates, account numbers.

mod date;
mod iban;
mod money;
mod registration;
mod account;

pub(crate) use account::account;
pub(crate) use date::{age_today, date, instant, parse_typed, rfc3339, today};
pub(crate) use iban::{grouped, masked};
pub(crate) use money::{euro, is_zero};
pub(crate) use registration::{full_name, summary};
