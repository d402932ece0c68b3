//! Putting a finished copy in place of a database.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::copy::existing;
use crate::error::{StoreError, classify, classify_file, classify_io};
use crate::open::{close, connect, quick_check, sibling, sync_directory};

/// Puts the finished copy `aside` of any SQLite database in place of the old one, in an order that leaves either the old or the new one
/// whenever the power goes: a missing file would be taken for a first start.
///
/// The caller sees to it that nobody has `target` open. What was there is kept beside it, named `*.before-restore`,
/// with the log that belongs to it.
///
/// # Errors
/// `Corrupt` for the copy; `DiskFull`, `ReadOnly` or `Io`. The target is then as it was.
pub async fn replace_database(aside: impl AsRef<Path>, target: impl AsRef<Path>) -> Result<(), StoreError> {
    let (aside, target) = (aside.as_ref(), target.as_ref());
    for database in [aside, target] {
        balie_files::check_database(database).map_err(|error| classify_file(&error))?;
    }
    check(aside).await?;
    let old = sibling(target, ".before-restore");
    balie_files::remove_database(&old).map_err(|error| classify_file(&error))?;
    if target.exists() {
        settle_log(target).await;
        for suffix in ["-shm", "-wal"] {
            // Still there when the old database is damaged. Beside the new one it would be played into it.
            rename_if_there(&sibling(target, suffix), &sibling(&old, suffix))?;
        }
        fs::hard_link(target, &old).map_err(|error| classify_io(&error, &old))?;
    }
    fs::rename(aside, target).map_err(|error| classify_io(&error, target))?;
    sync_directory(target)
}

async fn check(aside: &Path) -> Result<(), StoreError> {
    let mut connection = connect(existing(aside), aside).await?;
    let sound = quick_check(&mut connection, aside).await;
    close(connection, aside).await.and(sound)
}

/// Has SQLite bring the log of the old database into it, which it does when the last connection closes.
async fn settle_log(target: &Path) {
    let settled = match connect(existing(target), target).await {
        Ok(mut connection) => {
            let read = sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut connection).await;
            close(connection, target).await.and(read.map_err(|error| classify(&error, target)))
        }
        Err(error) => Err(error),
    };
    if let Err(error) = settled {
        tracing::warn!(code = error.code(), "the database being replaced is damaged");
    }
}

fn rename_if_there(from: &Path, to: &Path) -> Result<(), StoreError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(classify_io(&error, from)),
        _ => Ok(()),
    }
}
