//! Values as people read them: money, dates, account numbers, jobs.

mod account;
mod date;
mod iban;
mod job;
mod money;
mod registration;

pub(crate) use account::account;
pub(crate) use date::{age_today, date, instant, rfc3339, today};
pub(crate) use iban::masked;
pub(crate) use job::{Progress, outcome, status};
pub(crate) use money::{euro, is_zero};
pub(crate) use registration::{full_name, overview, summary};

/// The text with a capital in front, to begin a line with.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
