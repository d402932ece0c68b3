//! Between Rust values and what SQLite columns hold.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Row, Sqlite, Type};

use crate::error::StoreError;

/// An instant as the store keeps it: microseconds since the Unix epoch. Finer parts are cut off.
pub(crate) fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

/// A count or number for an INTEGER column. SQLite integers are signed; no number here comes near the limit.
pub(crate) fn integer(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::Invalid { what: "number above 2^63-1".to_owned() })
}

/// Reads the columns of one row by position.
pub(crate) struct Cells<'r>(pub(crate) &'r SqliteRow);

impl<'r> Cells<'r> {
    /// The value of a column whose type SQLite itself guarantees (STRICT tables).
    pub(crate) fn get<T>(&self, index: usize) -> Result<T, StoreError>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite>,
    {
        self.0.try_get(index).map_err(|error| StoreError::Database { detail: error.to_string() })
    }

    pub(crate) fn number(&self, index: usize) -> Result<u64, StoreError> {
        u64::try_from(self.get::<i64>(index)?).map_err(|_| unreadable("negative number"))
    }

    pub(crate) fn optional_number(&self, index: usize) -> Result<Option<u64>, StoreError> {
        let value: Option<i64> = self.get(index)?;
        value.map(|v| u64::try_from(v).map_err(|_| unreadable("negative number"))).transpose()
    }

    pub(crate) fn flag(&self, index: usize) -> Result<bool, StoreError> {
        Ok(self.get::<i64>(index)? != 0)
    }

    pub(crate) fn instant(&self, index: usize) -> Result<DateTime<Utc>, StoreError> {
        instant(self.get(index)?)
    }

    pub(crate) fn optional_instant(&self, index: usize) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.get::<Option<i64>>(index)?.map(instant).transpose()
    }

    pub(crate) fn date(&self, index: usize) -> Result<NaiveDate, StoreError> {
        date(self.get(index)?)
    }

    pub(crate) fn optional_date(&self, index: usize) -> Result<Option<NaiveDate>, StoreError> {
        self.get::<Option<&str>>(index)?.map(date).transpose()
    }
}

fn instant(micros: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_micros(micros).ok_or_else(|| unreadable("instant out of range"))
}

fn date(text: &str) -> Result<NaiveDate, StoreError> {
    text.parse().map_err(|_| unreadable("malformed date"))
}

/// A value that this crate cannot have written: the file was changed by something else.
fn unreadable(what: &str) -> StoreError {
    StoreError::Database { detail: format!("unreadable value: {what}") }
}
