//! What can go wrong, with a stable code and a message that says what to do.

mod classify;
mod dutch;

use std::path::PathBuf;

use thiserror::Error;

use crate::jobs::JobState;

pub(crate) use classify::{classify, classify_file, classify_io};

/// A kind of record, for errors about one that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entity {
    /// A registration.
    Registration,
    /// A job.
    Job,
    /// An attachment.
    Attachment,
}

impl std::fmt::Display for Entity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Registration => "registration",
            Self::Job => "job",
            Self::Attachment => "attachment",
        })
    }
}

/// A value that may be in use only once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unique {
    /// The id of a registration, job or attachment.
    Id,
    /// The number of a pass that is in use.
    Pass,
    /// A SEPA mandate reference.
    MandateReference,
    /// The key of a job: this very wish was queued before.
    JobKey,
    /// A device: it has a job under way.
    Device,
}

impl std::fmt::Display for Unique {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Id => "id",
            Self::Pass => "pass",
            Self::MandateReference => "mandate reference",
            Self::JobKey => "job key",
            Self::Device => "device",
        })
    }
}

/// Every way in which the store refuses or fails. The text is English and never holds personal data;
/// [`message`](Self::message) gives it in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The directory that should hold the database is not there.
    #[error(
        "the directory {} does not exist: create it and give it to the user of the service",
        path.display()
    )]
    DirectoryMissing {
        /// The missing directory.
        path: PathBuf,
    },
    /// The database or its directory cannot be written.
    #[error("{} is read-only: make the file and its directory writable for the user of the service", path.display())]
    ReadOnly {
        /// The file or directory.
        path: PathBuf,
    },
    /// Another process has the database open.
    #[error("{} is in use by another balied: stop that one first", path.display())]
    Locked {
        /// The database.
        path: PathBuf,
    },
    /// The file is something else than an SQLite database.
    #[error("{} is not a database: move it away or restore a backup", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// Something else than a regular file is in the place of one.
    #[error("{} is no regular file, but a link, a directory or a pipe: move it away", path.display())]
    NotAFile {
        /// The place.
        path: PathBuf,
    },
    /// The file is an SQLite database of another program.
    #[error("{} belongs to another program: configure another path", path.display())]
    ForeignDatabase {
        /// The file.
        path: PathBuf,
    },
    /// The database is damaged.
    #[error("{} is damaged: stop the service and restore the latest backup", path.display())]
    Corrupt {
        /// The database.
        path: PathBuf,
    },
    /// The database was written by a newer release.
    #[error(
        "{} was made by a newer release (schema {found}, this release knows {known}): install that release",
        path.display()
    )]
    NewerVersion {
        /// The database.
        path: PathBuf,
        /// The schema version found.
        found: i64,
        /// The newest version this release knows.
        known: i64,
    },
    /// A migration was applied that differs from the one in this release.
    #[error("{} has a schema {version} that differs from this release: install the release that made it", path.display())]
    AlteredSchema {
        /// The database.
        path: PathBuf,
        /// The version that differs.
        version: i64,
    },
    /// No room to write. Nothing of the failed unit is kept; the store works on once there is room.
    #[error("no room left to write {}: free space on its disk, then try again", path.display())]
    DiskFull {
        /// The database or backup.
        path: PathBuf,
    },
    /// The operating system refused to read or write.
    #[error("cannot read or write {}: {detail}: check the disk", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// Another program held a lock for longer than the store waits.
    #[error("{} is held by another program: close that program, then try again", path.display())]
    Busy {
        /// The database.
        path: PathBuf,
    },
    /// The file that should be made exists already.
    #[error("{} exists already: choose another name", path.display())]
    FileExists {
        /// The file.
        path: PathBuf,
    },
    /// The store is closing: the unit was not done.
    #[error("the store is closed: try again when the service has started")]
    Closed,
    /// A unit of work panicked and was undone.
    #[error("the work failed unexpectedly and was undone: report this")]
    UnitPanicked,
    /// A unit of work took too long and was undone.
    #[error("the work took too long and was undone: try again")]
    UnitTimedOut,
    /// There is no such record.
    #[error("there is no {entity} {id}")]
    NotFound {
        /// What was looked for.
        entity: Entity,
        /// Its id.
        id: String,
    },
    /// A value is in use already.
    #[error("this {what} is in use already")]
    Taken {
        /// Which value.
        what: Unique,
        /// The id of the registration or job that has it, where known.
        holder: Option<String>,
    },
    /// The registration was changed since the caller read it.
    #[error("registration {id} was changed meanwhile (revision {found}, expected {expected}): look again")]
    RevisionConflict {
        /// The registration.
        id: String,
        /// The revision the caller knew.
        expected: u64,
        /// The present revision.
        found: u64,
    },
    /// The job is not in a state that allows this.
    #[error("job {id} is {found} and cannot become {wanted}")]
    JobState {
        /// The job.
        id: String,
        /// Its present state.
        found: JobState,
        /// The state asked for.
        wanted: JobState,
    },
    /// The registration has a job under way, so it cannot be erased now.
    #[error("registration {id} has a job under way: wait for it or resolve it first")]
    JobUnderWay {
        /// The registration.
        id: String,
    },
    /// All numbers of a range were given out.
    #[error("the numbers of {name} are used up: configure a further range")]
    CounterExhausted {
        /// The counter.
        name: String,
    },
    /// The caller gave something that cannot be stored or asked.
    #[error("not acceptable: {what}")]
    Invalid {
        /// What is wrong.
        what: String,
    },
    /// Any other answer of SQLite.
    #[error("the database failed: {detail}: report this")]
    Database {
        /// What SQLite says; never values.
        detail: String,
    },
}

impl StoreError {
    /// A stable name for programs (`ErrorInfo.reason`), upper snake case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DirectoryMissing { .. } => "STORE_DIRECTORY_MISSING",
            Self::ReadOnly { .. } => "STORE_READ_ONLY",
            Self::Locked { .. } => "STORE_LOCKED",
            Self::NotADatabase { .. } => "STORE_NOT_A_DATABASE",
            Self::NotAFile { .. } => "STORE_NOT_A_FILE",
            Self::ForeignDatabase { .. } => "STORE_FOREIGN_DATABASE",
            Self::Corrupt { .. } => "STORE_CORRUPT",
            Self::NewerVersion { .. } => "STORE_NEWER_VERSION",
            Self::AlteredSchema { .. } => "STORE_ALTERED_SCHEMA",
            Self::DiskFull { .. } => "STORE_DISK_FULL",
            Self::Io { .. } => "STORE_IO",
            Self::Busy { .. } => "STORE_BUSY",
            Self::FileExists { .. } => "STORE_FILE_EXISTS",
            Self::Closed => "STORE_CLOSED",
            Self::UnitPanicked => "STORE_UNIT_PANICKED",
            Self::UnitTimedOut => "STORE_UNIT_TIMED_OUT",
            Self::NotFound { .. } => "NOT_FOUND",
            Self::Taken { .. } => "ALREADY_IN_USE",
            Self::RevisionConflict { .. } => "REVISION_CONFLICT",
            Self::JobState { .. } => "JOB_STATE",
            Self::JobUnderWay { .. } => "JOB_UNDER_WAY",
            Self::CounterExhausted { .. } => "COUNTER_EXHAUSTED",
            Self::Invalid { .. } => "INVALID",
            Self::Database { .. } => "STORE_DATABASE",
        }
    }

    /// The message for people, with the remedy, in the language of a BCP 47 tag: English for `en` and its
    /// regions, Dutch for everything else.
    #[must_use]
    pub fn message(&self, language: &str) -> String {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("en") { self.to_string() } else { dutch::text(self) }
    }

    /// Whether the same call may succeed later without anybody changing the request.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::DiskFull { .. } | Self::Busy { .. } | Self::Closed | Self::UnitTimedOut)
    }

    /// Whether the fault lies with the machine rather than with the request. SQLite may have given up the
    /// whole transaction on such a fault, so nothing more may be written in it.
    pub(crate) fn is_environmental(&self) -> bool {
        matches!(
            self,
            Self::DiskFull { .. }
                | Self::Io { .. }
                | Self::Busy { .. }
                | Self::Corrupt { .. }
                | Self::ReadOnly { .. }
                | Self::NotADatabase { .. }
                | Self::Database { .. }
        )
    }

    /// Fills in which record a foreign key spoke of; SQLite itself does not tell.
    pub(crate) fn naming(self, missing: &str) -> Self {
        match self {
            Self::NotFound { entity, id } if id.is_empty() => {
                Self::NotFound { entity, id: missing.to_owned() }
            }
            other => other,
        }
    }
}
