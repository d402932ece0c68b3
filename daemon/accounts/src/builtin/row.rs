//! Reading accounts from the file.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::open::unavailable;
use super::{BuiltIn, rules};
use crate::account::{Account, AccountKey};
use crate::error::AccountError;

macro_rules! columns {
    () => {
        "subject, external_id, user_name, email, created_at, deadline, activated_at"
    };
}
pub(super) use columns;

impl BuiltIn {
    pub(super) async fn select(&self, key: &AccountKey) -> Result<Option<Account>, AccountError> {
        const BY_ID: &str = concat!("SELECT ", columns!(), " FROM accounts WHERE external_id = ?1");
        const BY_NAME: &str = concat!("SELECT ", columns!(), " FROM accounts WHERE user_name = ?1");
        let query = match key {
            AccountKey::ExternalId(id) => sqlx::query(BY_ID).bind(id),
            AccountKey::UserName(name) => sqlx::query(BY_NAME).bind(name),
        };
        let row = query.fetch_optional(&self.pool).await.map_err(|error| unavailable(&error))?;
        row.as_ref().map(account).transpose().map_err(|error| unavailable(&error))
    }

    pub(super) async fn select_made_for(&self, prefix: &str) -> Result<Vec<Account>, AccountError> {
        const SQL: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM accounts WHERE external_id >= ?1 AND external_id < ?2 ORDER BY external_id"
        );
        let (from, before) = beginning_with(prefix);
        let rows = sqlx::query(SQL).bind(from).bind(before).fetch_all(&self.pool).await;
        let rows = rows.map_err(|error| unavailable(&error))?;
        rows.iter().map(account).collect::<Result<_, _>>().map_err(|error| unavailable(&error))
    }
}

/// The range of the texts that begin with `prefix`: from the first up to before the second. Unlike LIKE it uses the
/// index, and no letter of the prefix is a wildcard.
pub(super) fn beginning_with(prefix: &str) -> (&str, String) {
    (prefix, format!("{prefix}{}", char::MAX))
}

pub(super) fn account(row: &SqliteRow) -> Result<Account, sqlx::Error> {
    let user_name: String = row.try_get(2)?;
    // It is shown, and names a file: a database that somebody else wrote gives none but a name.
    if rules::user_name(&user_name).is_err() {
        return Err(sqlx::Error::Decode("a user name that cannot be one".into()));
    }
    Ok(Account {
        subject: row.try_get(0)?,
        external_id: row.try_get(1)?,
        user_name,
        email: row.try_get(3)?,
        created_at: instant(row.try_get(4)?)?,
        activation_deadline: instant(row.try_get(5)?)?,
        activated_at: row.try_get::<Option<i64>, _>(6)?.map(instant).transpose()?,
    })
}

pub(super) fn instant(micros: i64) -> Result<DateTime<Utc>, sqlx::Error> {
    DateTime::from_timestamp_micros(micros).ok_or_else(|| sqlx::Error::Decode("instant out of range".into()))
}
