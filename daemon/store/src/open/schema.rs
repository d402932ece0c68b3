//! The schema of a database: its version, its migrations, its soundness.

use std::path::Path;
use std::sync::LazyLock;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{Row, SqlSafeStr, SqliteConnection};
use uuid::Uuid;

use crate::error::{StoreError, classify};

/// Every migration of the folder. Listed here, because the macro that reads the folder compiles SQLite once more for
/// itself.
static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    let listed = [
        ("registrations", include_str!("../../migrations/0001_registrations.sql")),
        ("jobs", include_str!("../../migrations/0002_jobs.sql")),
        ("records", include_str!("../../migrations/0003_records.sql")),
        ("spent passes", include_str!("../../migrations/0004_spent_passes.sql")),
        ("drafts", include_str!("../../migrations/0005_drafts.sql")),
        ("unfinished erasures", include_str!("../../migrations/0006_unfinished_erasures.sql")),
    ];
    let numbered = (1..).zip(listed).map(|(version, (description, sql))| {
        Migration::new(version, description.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(numbered.collect())
});

/// Refuses a database with a migration that this release does not know. Looked at before migrating, so
/// that such a database is not written to at all.
pub(crate) async fn check_version(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    let table = "SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'";
    if number(connection, table, path).await? == 0 {
        return Ok(());
    }
    let found = number(connection, "SELECT coalesce(max(version), 0) FROM _sqlx_migrations", path).await?;
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    if found > known {
        return Err(StoreError::NewerVersion { path: path.to_owned(), found, known });
    }
    Ok(())
}

async fn number(
    connection: &mut SqliteConnection,
    sql: &'static str,
    path: &Path,
) -> Result<i64, StoreError> {
    sqlx::query_scalar(sql).fetch_one(connection).await.map_err(|error| classify(&error, path))
}

/// Applies the migrations that the database does not have yet, each in a transaction of its own.
pub(crate) async fn migrate(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    MIGRATIONS.run(connection).await.map_err(|error| match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => classify(&error, path),
        MigrateError::VersionMissing(version)
        | MigrateError::VersionMismatch(version)
        | MigrateError::Dirty(version) => StoreError::AlteredSchema { path: path.to_owned(), version },
        other => StoreError::Database { detail: other.to_string() },
    })
}

/// Refuses a damaged database. Reads every page, but compares no index with its table.
pub(crate) async fn quick_check(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    let row = sqlx::query("PRAGMA quick_check(1)").fetch_one(connection).await;
    let row = row.map_err(|error| classify(&error, path))?;
    match row.try_get::<&str, _>(0) {
        Ok("ok") => Ok(()),
        _ => Err(StoreError::Corrupt { path: path.to_owned() }),
    }
}

/// The epoch of this database, made on its first opening.
pub(super) async fn epoch(connection: &mut SqliteConnection, path: &Path) -> Result<String, StoreError> {
    let made = sqlx::query("INSERT INTO meta (name, value) VALUES ('epoch', ?1) ON CONFLICT DO NOTHING")
        .bind(Uuid::new_v4().to_string())
        .execute(&mut *connection)
        .await;
    made.map_err(|error| classify(&error, path))?;
    let found = sqlx::query_scalar("SELECT value FROM meta WHERE name = 'epoch'").fetch_one(connection).await;
    found.map_err(|error| classify(&error, path))
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
