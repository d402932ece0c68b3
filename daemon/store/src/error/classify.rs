//! From what SQLite and the operating system say to what it means here.

use std::io;
use std::path::Path;

use balie_files::FileError;

use super::{Entity, StoreError, Unique};

/// Result codes, <https://www.sqlite.org/rescode.html>. Primary codes are the low byte of extended ones.
mod code {
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const READONLY: i32 = 8;
    pub(super) const IOERR: i32 = 10;
    pub(super) const CORRUPT: i32 = 11;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANTOPEN: i32 = 14;
    pub(super) const CONSTRAINT: i32 = 19;
    pub(super) const NOTADB: i32 = 26;
    /// The shared memory file of the WAL could not grow: in practice a full disk.
    pub(super) const IOERR_SHMSIZE: i32 = IOERR | (19 << 8);
    pub(super) const CONSTRAINT_CHECK: i32 = CONSTRAINT | (1 << 8);
    pub(super) const CONSTRAINT_FOREIGNKEY: i32 = CONSTRAINT | (3 << 8);
    pub(super) const CONSTRAINT_PRIMARYKEY: i32 = CONSTRAINT | (6 << 8);
    pub(super) const CONSTRAINT_UNIQUE: i32 = CONSTRAINT | (8 << 8);
}

/// Names an error of sqlx that concerns the database at `path`.
pub(crate) fn classify(error: &sqlx::Error, path: &Path) -> StoreError {
    match error {
        sqlx::Error::Database(answer) => {
            let code = answer.code().and_then(|code| code.parse().ok()).unwrap_or_default();
            from_code(code, answer.message(), path)
        }
        sqlx::Error::Io(error) => classify_io(error, path),
        sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => StoreError::Closed,
        sqlx::Error::PoolTimedOut => StoreError::Busy { path: path.to_owned() },
        other => StoreError::Database { detail: other.to_string() },
    }
}

fn from_code(extended: i32, message: &str, path: &Path) -> StoreError {
    let path = path.to_owned();
    match extended {
        code::IOERR_SHMSIZE => return StoreError::DiskFull { path },
        code::CONSTRAINT_UNIQUE | code::CONSTRAINT_PRIMARYKEY => return taken(message),
        code::CONSTRAINT_FOREIGNKEY => {
            // Every foreign key of the schema points at registrations.
            return StoreError::NotFound { entity: Entity::Registration, id: String::new() };
        }
        code::CONSTRAINT_CHECK => return StoreError::Invalid { what: message.to_owned() },
        _ => {}
    }
    match extended & 0xff {
        code::FULL => StoreError::DiskFull { path },
        code::BUSY | code::LOCKED => StoreError::Busy { path },
        code::READONLY => StoreError::ReadOnly { path },
        code::CORRUPT => StoreError::Corrupt { path },
        code::NOTADB => StoreError::NotADatabase { path },
        code::IOERR | code::CANTOPEN => StoreError::Io { path, detail: message.to_owned() },
        code::CONSTRAINT => StoreError::Invalid { what: message.to_owned() },
        _ => StoreError::Database { detail: message.to_owned() },
    }
}

/// SQLite names the columns, never the value: `UNIQUE constraint failed: registrations.pass_number`.
fn taken(message: &str) -> StoreError {
    let column = message.rsplit(": ").next().unwrap_or_default();
    let what = match column {
        "registrations.pass_number" => Unique::Pass,
        "registrations.mandate_reference" => Unique::MandateReference,
        "jobs.key" => Unique::JobKey,
        "jobs.device" => Unique::Device,
        _ => Unique::Id,
    };
    StoreError::Taken { what, holder: None }
}

/// Names an error of the file system that concerns `path`.
pub(crate) fn classify_io(error: &io::Error, path: &Path) -> StoreError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { path },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull { path },
        io::ErrorKind::AlreadyExists => StoreError::FileExists { path },
        _ => StoreError::Io { path, detail: error.to_string() },
    }
}

/// Names an error of opening or writing a file.
pub(crate) fn classify_file(error: &FileError) -> StoreError {
    match error {
        FileError::Io { path, source } => classify_io(source, path),
        FileError::NotAFile { path, .. } => StoreError::NotAFile { path: path.clone() },
        other => StoreError::Database { detail: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_sqlite_become_named_errors() {
        let path = Path::new("/state/balie.db");
        let full = StoreError::DiskFull { path: path.to_owned() };
        assert_eq!(from_code(13, "database or disk is full", path), full);
        assert_eq!(from_code(4874, "disk I/O error", path), full);
        assert_eq!(from_code(776, "attempt to write", path), StoreError::ReadOnly { path: path.to_owned() });
        assert_eq!(from_code(517, "locked", path), StoreError::Busy { path: path.to_owned() });
        assert_eq!(from_code(779, "malformed", path), StoreError::Corrupt { path: path.to_owned() });
        let detail = "disk I/O error".to_owned();
        assert_eq!(
            from_code(1034, &detail, path),
            StoreError::Io { path: path.to_owned(), detail: detail.clone() }
        );
    }

    #[test]
    fn files_that_cannot_be_written_are_told_apart() {
        let path = Path::new("/state");
        let named = |kind: io::ErrorKind| classify_io(&kind.into(), path).code();
        assert_eq!(named(io::ErrorKind::StorageFull), "STORE_DISK_FULL");
        assert_eq!(named(io::ErrorKind::ReadOnlyFilesystem), "STORE_READ_ONLY");
        assert_eq!(named(io::ErrorKind::PermissionDenied), "STORE_READ_ONLY");
        assert_eq!(named(io::ErrorKind::AlreadyExists), "STORE_FILE_EXISTS");
        assert_eq!(named(io::ErrorKind::InvalidData), "STORE_IO");
    }

    #[test]
    fn messages_follow_the_language_and_name_path_and_remedy() {
        let error = StoreError::DiskFull { path: "/var/lib/balie/balie.db".into() };
        assert!(error.message("en-GB").contains("/var/lib/balie/balie.db: free space"));
        assert!(error.message("nl").contains("/var/lib/balie/balie.db te schrijven. Maak ruimte vrij"));
        assert_eq!(error.message("nl-BE"), error.message("fr"));
    }
}
