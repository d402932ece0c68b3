//! Why a backup was not made or not put back.

use balie_accounts::AccountError;
use balie_files::FileError;
use balie_registration::Lang;
use balie_store::StoreError;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

/// Why a backup was not made or not put back. Shown in Dutch and in English.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file is there already.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    NotABackup {
        /// The file.
        path: PathBuf,
    },
    /// The backup was made by a newer release.
    Newer {
        /// The file.
        path: PathBuf,
        /// Version of that release.
        version: String,
    },
    /// The backup is of another branch.
    OtherBranch {
        /// The file.
        path: PathBuf,
        /// Branch of the backup.
        found: String,
        /// Branch of the configuration.
        own: String,
    },
    /// A database.
    Store(#[from] StoreError),
    /// Something else is in the place of a file or directory, or it cannot be opened or written.
    File(#[from] FileError),
    /// The process that reads the state has told why already; there is nothing to add.
    Told,
    /// The process that reads the state was ended.
    Ended {
        /// The file that was to be made.
        path: PathBuf,
        /// How.
        status: ExitStatus,
    },
    /// More came than there is room for.
    TooLarge {
        /// The file that was to be made.
        path: PathBuf,
        /// What there is room for, in bytes.
        most: u64,
    },
    /// What came is no backup, or a part of one.
    NotWhole {
        /// The file that was to be made.
        path: PathBuf,
    },
    /// The login accounts.
    Accounts(#[from] AccountError),
    /// A file cannot be read or written.
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl BackupError {
    /// Names the file that an error of the system is about.
    pub fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    /// One sentence for a person.
    pub fn message(&self, lang: Lang) -> String {
        let (nl, en) = match self {
            Self::Exists { path } => (
                format!("{} bestaat al. Kies een andere naam.", path.display()),
                format!("{} exists already. Choose another name.", path.display()),
            ),
            Self::NotABackup { path } => (
                format!("{} is geen reservekopie van Balie, of hij is beschadigd.", path.display()),
                format!("{} is not a backup of Balie, or it is damaged.", path.display()),
            ),
            Self::Newer { path, version } => (
                format!("{} is gemaakt door versie {version}. Installeer die eerst.", path.display()),
                format!("{} was made by version {version}. Install that one first.", path.display()),
            ),
            Self::OtherBranch { path, found, own } => (
                format!("{} is van vestiging {found}; dit is vestiging {own}.", path.display()),
                format!("{} is of branch {found}; this is branch {own}.", path.display()),
            ),
            Self::Store(error) => return error.message(lang.tag()),
            Self::File(error) => return error.message(lang.tag()),
            Self::Told => return String::new(),
            Self::Ended { path, status } => (
                format!("{} is niet gemaakt: het lezen is afgebroken ({status}).", path.display()),
                format!("{} was not made: reading was ended ({status}).", path.display()),
            ),
            Self::TooLarge { path, most } => (
                format!(
                    "{} is niet gemaakt: hij zou groter worden dan {most} bytes, en meer ruimte is daar niet. Maak ruimte \
                     vrij of kies een andere schijf.",
                    path.display()
                ),
                format!(
                    "{} was not made: it would be larger than {most} bytes, and there is no more room. Free some room, or \
                     choose another disk.",
                    path.display()
                ),
            ),
            Self::NotWhole { path } => (
                format!(
                    "{} is niet gemaakt: wat gelezen werd is geen hele reservekopie. Iets heeft in de map van de dienst \
                     bestanden verwisseld.",
                    path.display()
                ),
                format!(
                    "{} was not made: what was read is no whole backup. Something changed files in the directory of the \
                     service meanwhile.",
                    path.display()
                ),
            ),
            Self::Accounts(error) => return error.message(lang.tag()).to_string(),
            Self::Io { path, source } => return format!("{}: {source}", path.display()),
        };
        match lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (nl, en) = (self.message(Lang::Nl), self.message(Lang::En));
        if nl == en { f.write_str(&nl) } else { write!(f, "{nl}\n{en}") }
    }
}
