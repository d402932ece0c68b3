//! Opening the file of the built-in provider.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, SqlSafeStr};

use super::{BuiltIn, Courier, Options};
use crate::error::AccountError;

/// Every migration of the folder. Listed here, because the macro that reads the folder compiles SQLite once more for
/// itself.
static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    let listed = [
        ("accounts", include_str!("../../migrations/0001_accounts.sql")),
        ("less kept", include_str!("../../migrations/0002_less_kept.sql")),
        ("creations by owner", include_str!("../../migrations/0003_creations_by_owner.sql")),
    ];
    let numbered = (1..).zip(listed).map(|(version, (description, sql))| {
        Migration::new(version, description.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(numbered.collect())
});

impl BuiltIn {
    /// Opens the accounts at `path`, making the file (mode 0600) when there is none. Notices go to `courier`.
    ///
    /// # Errors
    /// `Unavailable`, saying why, when the file cannot be opened or belongs to a newer release, or when the
    /// options are out of range.
    pub async fn open(
        path: impl AsRef<Path>,
        courier: Arc<dyn Courier>,
        options: Options,
    ) -> Result<Self, AccountError> {
        let path = path.as_ref();
        if !(1..=18).contains(&options.user_name_digits)
            || !options.user_name_prefix.bytes().all(|byte| byte.is_ascii_alphanumeric())
            || options.user_name_prefix.len() > 32
        {
            return Err(AccountError::Unavailable { detail: "user name settings out of range".to_owned() });
        }
        // Before SQLite makes them: so the file is private from its first byte, and its log files get the same rights.
        let private = balie_files::check_database(path).and_then(|()| balie_files::open_private(path));
        private.map_err(|error| unavailable(&std::io::Error::from(error)))?;
        let connect = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            // Forgotten accounts must not remain legible in free pages.
            .pragma("secure_delete", "ON")
            .pragma("trusted_schema", "OFF")
            .disable_statement_logging();
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .test_before_acquire(false)
            .connect_with(connect)
            .await
            .map_err(|error| unavailable(&error))?;
        MIGRATIONS.run(&pool).await.map_err(|error| unavailable(&error))?;
        let uncleared = Arc::new(AtomicBool::new(true));
        Ok(Self { pool, courier, notifying: Arc::default(), uncleared, options })
    }
}

/// Any failure of the file: nothing a caller could do differently. SQLite and the system name no values.
pub(super) fn unavailable(error: &dyn std::error::Error) -> AccountError {
    AccountError::Unavailable { detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_list_of_migrations_is_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let folder = Migrator::new(folder.as_path()).await.unwrap();
        let all = |migrations: &Migrator| -> Vec<_> {
            let one = |m: &Migration| (m.version, m.description.clone(), m.checksum.clone(), m.no_tx);
            migrations.iter().map(one).collect()
        };
        assert_eq!(all(&MIGRATIONS), all(&folder));
    }
}
