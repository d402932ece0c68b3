//! Values as people read them: money, dates, account numbers.

mod account;
mod date;
mod iban;
mod money;
mod registration;

pub(crate) use account::account;
pub(crate) use date::{age_today, date, instant, rfc3339, today};
pub(crate) use iban::masked;
pub(crate) use money::{euro, is_zero};
pub(crate) use registration::{full_name, overview, summary};
