//! Why a file was not opened or written.

use std::fs::FileType;
use std::io;
use std::os::unix::fs::FileTypeExt as _;
use std::path::{Path, PathBuf};

/// Why a file was not opened or written. The text is English; [`message`](Self::message) gives it in the reader's
/// language.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// Something else is in the place of a file.
    #[error("{} is no regular file but {}: move it away", path.display(), found.english())]
    NotAFile {
        /// The place.
        path: PathBuf,
        /// What is there.
        found: Kind,
    },
    /// Something else is in the place of a directory.
    #[error("{} is no directory but {}: move it away", path.display(), found.english())]
    NotADirectory {
        /// The place.
        path: PathBuf,
        /// What is there.
        found: Kind,
    },
    /// Others can put something else in the place of this directory or of what is in it.
    #[error(
        "{}: {} can put something else in its place, in {}: only root and the owner of the directory may be able to",
        path.display(), changer.english(), through.display()
    )]
    Changeable {
        /// The directory.
        path: PathBuf,
        /// The directory on the way, in which it can be done.
        through: PathBuf,
        /// Who can do it.
        changer: Changer,
    },
    /// The file is larger than anything that belongs there.
    #[error("{} is larger than {most} bytes, so it is not what belongs there: move it away", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The most that is read, in bytes.
        most: u64,
    },
    /// Another program holds the lock of this file.
    #[error("{} is locked by another program, which does not let go of it: end that one first", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("{} cannot be read or written: {source}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// What was found in the place of a file or a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Link,
    /// A pipe with a name.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
}

/// Who can change a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changer {
    /// A user, by number.
    User(u32),
    /// The members of a group, by number.
    Group(u32),
    /// Every user of the machine.
    Anybody,
}

impl Kind {
    pub(crate) fn of(kind: FileType) -> Self {
        if kind.is_file() {
            Self::File
        } else if kind.is_dir() {
            Self::Directory
        } else if kind.is_symlink() {
            Self::Link
        } else if kind.is_fifo() {
            Self::Pipe
        } else if kind.is_socket() {
            Self::Socket
        } else {
            Self::Device
        }
    }

    fn english(self) -> &'static str {
        match self {
            Self::File => "a file",
            Self::Directory => "a directory",
            Self::Link => "a symbolic link",
            Self::Pipe => "a pipe",
            Self::Socket => "a socket",
            Self::Device => "a device",
        }
    }

    fn dutch(self) -> &'static str {
        match self {
            Self::File => "een bestand",
            Self::Directory => "een map",
            Self::Link => "een symbolische koppeling",
            Self::Pipe => "een pijp",
            Self::Socket => "een socket",
            Self::Device => "een apparaat",
        }
    }
}

impl Changer {
    fn english(self) -> String {
        match self {
            Self::User(id) => format!("user {id}"),
            Self::Group(id) => format!("group {id}"),
            Self::Anybody => "anybody".to_owned(),
        }
    }

    fn dutch(self) -> String {
        match self {
            Self::User(id) => format!("gebruiker {id}"),
            Self::Group(id) => format!("groep {id}"),
            Self::Anybody => "iedereen".to_owned(),
        }
    }
}

impl FileError {
    /// Names the file that an error of the system is about.
    pub fn at(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    /// The message for people, in the language of a BCP 47 tag: English for `en` and its regions, Dutch for everything
    /// else. What the system itself says stays English.
    pub fn message(&self, language: &str) -> String {
        if language.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en")) {
            return self.to_string();
        }
        match self {
            Self::NotAFile { path, found } => {
                format!("{} is geen gewoon bestand maar {}. Haal dat weg.", path.display(), found.dutch())
            }
            Self::NotADirectory { path, found } => {
                format!("{} is geen map maar {}. Haal dat weg.", path.display(), found.dutch())
            }
            Self::Changeable { path, through, changer } => format!(
                "{}: {} kan er iets anders voor in de plaats zetten, in {}. Alleen root en de eigenaar van de map \
                 mogen dat kunnen.",
                path.display(),
                changer.dutch(),
                through.display()
            ),
            Self::TooLarge { path, most } => format!(
                "{} is groter dan {most} bytes, dus dit hoort daar niet. Haal het weg.",
                path.display()
            ),
            Self::Locked { path } => format!(
                "{} is vergrendeld door een ander programma, dat niet loslaat. Beëindig dat eerst.",
                path.display()
            ),
            Self::Io { path, source } => {
                format!("{} kan niet worden gelezen of geschreven: {source}", path.display())
            }
        }
    }

    /// Whether there is nothing at the place.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::NotFound)
    }
}

/// For callers that have errors of the system alone. The text keeps the path and both languages.
impl From<FileError> for io::Error {
    fn from(error: FileError) -> Self {
        let kind = match &error {
            FileError::Io { source, .. } => source.kind(),
            _ => io::ErrorKind::InvalidInput,
        };
        Self::new(kind, format!("{} / {}", error.message("nl"), error.message("en")))
    }
}
