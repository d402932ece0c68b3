//! User names that belonged to an activated account: whoever got one again would be taken for its first owner.
//!
//! They are kept as their SHA-256. That is no secret, names being short numbers; but who reads the file finds nobody's
//! user name in it.

use sqlx::{Acquire, SqliteConnection};

use super::open::unavailable;
use super::{BuiltIn, secret};
use crate::error::AccountError;

pub(super) async fn note(connection: &mut SqliteConnection, user_name: &str) -> Result<(), AccountError> {
    let insert = sqlx::query("INSERT OR IGNORE INTO retired_names (hash) VALUES (?1)");
    let noted = insert.bind(secret::hash(user_name)).execute(connection).await;
    noted.map(|_| ()).map_err(|error| unavailable(&error))
}

impl BuiltIn {
    /// Names that earlier releases kept as they were.
    pub(super) async fn hash_retired_names(&self) -> Result<(), AccountError> {
        let mut connection = self.pool.acquire().await.map_err(|error| unavailable(&error))?;
        let mut transaction = connection.begin().await.map_err(|error| unavailable(&error))?;
        let names: Vec<String> = sqlx::query_scalar("SELECT user_name FROM retired_user_names")
            .fetch_all(&mut *transaction)
            .await
            .map_err(|error| unavailable(&error))?;
        if names.is_empty() {
            return Ok(());
        }
        for name in names {
            note(&mut transaction, &name).await?;
        }
        let delete = sqlx::query("DELETE FROM retired_user_names").execute(&mut *transaction).await;
        delete.map_err(|error| unavailable(&error))?;
        self.log_holds_removed();
        transaction.commit().await.map_err(|error| unavailable(&error))
    }
}
