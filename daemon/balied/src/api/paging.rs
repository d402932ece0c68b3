//! Page sizes, page tokens and dates of requests.

use super::status::{Refusal, bad_field};
use balie_registration::Lang;
use balie_registration::values::{DateUse, parse_date};
use chrono::NaiveDate;
use tonic::Status;

/// The number of rows asked for.
///
/// # Errors
/// `INVALID_ARGUMENT` outside 0 to 1000.
pub fn page_size(asked: i32, default: u32, lang: Lang) -> Result<u32, Status> {
    match u32::try_from(asked) {
        Ok(0) => Ok(default),
        Ok(size) if size <= 1000 => Ok(size),
        _ => Err(bad_field("page_size", Refusal::PageSize, lang)),
    }
}

/// A token that is a plain number.
///
/// # Errors
/// `INVALID_ARGUMENT` when it is none.
pub fn number_token(token: &str, lang: Lang) -> Result<Option<u64>, Status> {
    match token {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| bad_field("page_token", Refusal::PageToken, lang)),
    }
}

/// The token of the next page where pages go on from the number of their last row: of the rows that were found, at most
/// `limit`, the first `given` are in the answer. Empty when there are no more.
pub fn next_number<T>(found: &[T], given: usize, limit: u32, number: impl Fn(&T) -> u64) -> String {
    let more = given < found.len() || u32::try_from(found.len()).unwrap_or(u32::MAX) == limit;
    let last = given.checked_sub(1).and_then(|last| found.get(last)).filter(|_| more);
    last.map(|last| number(last).to_string()).unwrap_or_default()
}

/// A date in any usual form; none when empty.
///
/// # Errors
/// `INVALID_ARGUMENT` when it is no date.
pub fn date(text: &str, field: &str, today: NaiveDate, lang: Lang) -> Result<Option<NaiveDate>, Status> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    parse_date(text, today, DateUse::Other).map(Some).map_err(|_| bad_field(field, Refusal::Date, lang))
}
