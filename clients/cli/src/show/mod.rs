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
pub(crate) use job::{Progress, outcome, says_more, status, why};
pub(crate) use money::{cents, euro, is_zero, of_cents};
pub(crate) use registration::{
    entry, full_name, one_line, overview, pass_after, refund, short_name, summary,
};

/// The text with a capital in front, to begin a line with.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
