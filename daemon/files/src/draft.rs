//! Writing a file whole or not at all.

use crate::directory::holding;
use crate::open::PRIVATE;
use crate::{FileError, Reached};
use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, AtFlags, OFlag, RenameFlags, openat, renameat, renameat2};
use nix::sys::stat::Mode;
use nix::unistd::{UnlinkatFlags, linkat, unlinkat};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Random letters in the name of a draft, which is `.NAME.RANDOM.tmp`.
const RANDOM: usize = 12;
const END: &str = ".tmp";
/// Names that are tried for a draft. With so many random letters a second one means that somebody guesses them.
const TRIES: usize = 16;
const PRIVATE_MODE: Mode = Mode::from_bits_truncate(PRIVATE);

/// A file being written, in the directory where it will be: it has its name only when it is complete and on disk. It is
/// for its owner alone (mode 0600), and gone when this is dropped before. Where the file system can do that it has no name
/// at all meanwhile, so that it is gone as well when the program is killed.
#[derive(Debug)]
pub struct Draft {
    /// Everything is done in this one, whatever its path leads to meanwhile.
    directory: File,
    path: PathBuf,
    name: OsString,
    /// Its name meanwhile, if it has one.
    draft: Option<OsString>,
    file: File,
}

impl Draft {
    /// Begins to write the file at `path`, in a directory that is there.
    ///
    /// # Errors
    /// [`FileError::Io`].
    pub fn create(path: &Path) -> Result<Self, FileError> {
        let parent = holding(path);
        let opened = OpenOptions::new().read(true).custom_flags(OFlag::O_DIRECTORY.bits()).open(parent);
        Self::begin(opened.map_err(FileError::at(parent))?, path)
    }

    /// Begins to write a file of the name of `path` in this directory, which is where `path` led to.
    ///
    /// # Errors
    /// [`FileError::Io`].
    pub fn create_in(directory: Reached, path: &Path) -> Result<Self, FileError> {
        Self::begin(directory.into_handle()?, path)
    }

    fn begin(directory: File, path: &Path) -> Result<Self, FileError> {
        match nameless(&directory) {
            Some(file) => Self::of(directory, path, |_, _| Ok((file, None))),
            None => Self::begin_named(directory, path),
        }
    }

    fn begin_named(directory: File, path: &Path) -> Result<Self, FileError> {
        let flags = OFlag::O_RDWR | OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
        Self::of(directory, path, |directory, name| {
            let made = with_draft_name(name, |draft| openat(directory, draft, flags, PRIVATE_MODE));
            made.map(|(file, draft)| (file.into(), Some(draft)))
        })
    }

    fn of(
        directory: File,
        path: &Path,
        make: impl FnOnce(&File, &OsStr) -> nix::Result<(File, Option<OsString>)>,
    ) -> Result<Self, FileError> {
        let Some(name) = path.file_name().map(OsStr::to_owned) else {
            return Err(FileError::at(path)(ErrorKind::InvalidInput.into()));
        };
        let made = make(&directory, &name);
        let (file, draft) = made.map_err(|error| FileError::at(path)(error.into()))?;
        Ok(Self { directory, path: path.to_owned(), name, draft, file })
    }

    /// The file as far as it is written.
    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Puts it in place of whatever has its name.
    ///
    /// # Errors
    /// [`FileError::Io`]; what was there is still there then.
    pub fn replace(self) -> Result<(), FileError> {
        self.place(|draft| {
            // A link takes no name that is taken, so it gets one of a draft for this moment.
            if draft.draft.is_none() {
                let linked = with_draft_name(&draft.name, |name| link(&draft.file, &draft.directory, name));
                draft.draft = Some(linked?.1);
            }
            let from = draft.draft.as_deref().unwrap_or(&draft.name);
            renameat(&draft.directory, from, &draft.directory, draft.name.as_os_str())
        })
    }

    /// Gives it its name, unless anything has that.
    ///
    /// # Errors
    /// [`FileError::Io`], of [`ErrorKind::AlreadyExists`] for that.
    pub fn place_new(self) -> Result<(), FileError> {
        self.place(|draft| {
            let (directory, to) = (&draft.directory, draft.name.as_os_str());
            let Some(from) = draft.draft.as_deref() else { return link(&draft.file, directory, to) };
            match renameat2(directory, from, directory, to, RenameFlags::RENAME_NOREPLACE) {
                // Not every file system can; those that cannot know hard links.
                Err(Errno::EINVAL | Errno::ENOSYS) => {
                    linkat(directory, from, directory, to, AtFlags::empty())
                }
                renamed => renamed,
            }
        })
    }

    fn place(mut self, name: impl FnOnce(&mut Self) -> nix::Result<()>) -> Result<(), FileError> {
        let placed = self.file.sync_all().and_then(|()| name(&mut self).map_err(io::Error::from));
        placed.map_err(FileError::at(&self.path))?;
        // The name has to survive a power cut as well.
        self.directory.sync_all().map_err(FileError::at(holding(&self.path)))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(draft) = &self.draft {
            // Gone already when it was renamed.
            let _ = unlinkat(&self.directory, draft.as_os_str(), UnlinkatFlags::NoRemoveDir);
        }
    }
}

/// A file without a name; none where there are no such files, or where they cannot be given one.
fn nameless(directory: &File) -> Option<File> {
    let flags = OFlag::O_RDWR | OFlag::O_TMPFILE | OFlag::O_CLOEXEC;
    let file: File = openat(directory, ".", flags, PRIVATE_MODE).ok()?.into();
    by_descriptor(&file).exists().then_some(file)
}

/// Gives a file without a name this one, which nothing may have.
fn link(file: &File, directory: &File, name: &OsStr) -> nix::Result<()> {
    linkat(AT_FDCWD, &by_descriptor(file), directory, name, AtFlags::AT_SYMLINK_FOLLOW)
}

fn by_descriptor(file: &File) -> PathBuf {
    format!("/proc/self/fd/{}", file.as_raw_fd()).into()
}

/// Makes something under a name of a draft that nothing has.
fn with_draft_name<T>(name: &OsStr, make: impl Fn(&OsStr) -> nix::Result<T>) -> nix::Result<(T, OsString)> {
    for _ in 0..TRIES {
        let draft = draft_name(name);
        match make(&draft) {
            Err(Errno::EEXIST) => {}
            made => return made.map(|made| (made, draft)),
        }
    }
    Err(Errno::EEXIST)
}

/// Writes a file (mode 0600), whole or not at all, in place of whatever has its name.
///
/// # Errors
/// [`FileError::Io`]; what was there is still there then.
pub fn write(path: &Path, content: &[u8]) -> Result<(), FileError> {
    let mut draft = Draft::create(path)?;
    draft.file.write_all(content).map_err(FileError::at(path))?;
    draft.replace()
}

/// Removes a file, and drafts of it that a crash left behind. It need not be there.
///
/// # Errors
/// [`FileError::Io`].
pub fn remove(path: &Path) -> Result<(), FileError> {
    let directory = holding(path);
    let Some(name) = path.file_name() else {
        return Err(FileError::at(path)(ErrorKind::InvalidInput.into()));
    };
    gone(path)?;
    let entries = match fs::read_dir(directory) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(FileError::at(directory))?,
    };
    for entry in entries {
        let found = entry.map_err(FileError::at(directory))?.file_name();
        if drafted(&found) == Some(name) {
            gone(&directory.join(found))?;
        }
    }
    Ok(())
}

fn gone(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(FileError::at(path)(error)),
        _ => Ok(()),
    }
}

fn draft_name(name: &OsStr) -> OsString {
    let mut draft = OsString::from(".");
    draft.push(name);
    draft.push(".");
    draft.push((0..RANDOM).map(|_| fastrand::alphanumeric()).collect::<String>());
    draft.push(END);
    draft
}

/// The name of the file that this is the name of a draft of; none when it is none.
pub fn drafted(name: &OsStr) -> Option<&OsStr> {
    let rest = name.as_bytes().strip_prefix(b".")?.strip_suffix(END.as_bytes())?;
    let (name, random) = rest.split_at_checked(rest.len().checked_sub(RANDOM + 1)?)?;
    let (dot, random) = random.split_first()?;
    let is_draft = *dot == b'.' && random.iter().all(u8::is_ascii_alphanumeric) && !name.is_empty();
    is_draft.then_some(OsStr::from_bytes(name))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// As where the file system knows no files without a name.
    #[test]
    fn a_draft_with_a_name_is_placed_or_gone_as_well() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("file");
        let begin = |content: &[u8]| {
            let mut draft = Draft::begin_named(File::open(room.path()).unwrap(), &path).unwrap();
            draft.file().write_all(content).unwrap();
            draft
        };
        let dropped = begin(b"dropped");
        assert_eq!(drafted(names(room.path())[0].as_ref()), Some(OsStr::new("file")));
        drop(dropped);
        assert!(names(room.path()).is_empty());
        begin(b"new").place_new().unwrap();
        let again = begin(b"again").place_new().unwrap_err();
        assert!(matches!(again, FileError::Io { source, .. } if source.kind() == ErrorKind::AlreadyExists));
        assert_eq!(fs::read(&path).unwrap(), b"new");
        begin(b"replaced").replace().unwrap();
        assert_eq!((fs::read(&path).unwrap(), names(room.path()).len()), (b"replaced".to_vec(), 1));
    }

    #[test]
    fn a_draft_is_known_by_the_name_of_its_file() {
        for name in ["a.eml", "a", ".hidden", "a b", "a.eml.b.eml"] {
            assert_eq!(drafted(&draft_name(name.as_ref())), Some(OsStr::new(name)), "{name}");
        }
        for name in
            ["a.eml", ".a.eml.12345678901.tmp", ".a.eml.12345678901-.tmp", ".123456789012.tmp", "..tmp"]
        {
            assert_eq!(drafted(name.as_ref()), None, "{name}");
        }
    }
}
