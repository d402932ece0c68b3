//! Getting to a directory by a path on which nobody could have put another one in its place.

use crate::{Changer, FileError, Kind};
use nix::errno::Errno;
use nix::fcntl::{AtFlags, OFlag, openat, readlinkat};
use nix::sys::stat::{Mode, fstat, fstatat};
use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Component, Path, PathBuf};

/// Links on the way, at most; as many as the kernel follows.
const LINKS_MAX: usize = 40;
const PASS: OFlag = OFlag::O_PATH.union(OFlag::O_DIRECTORY).union(OFlag::O_NOFOLLOW).union(OFlag::O_CLOEXEC);
const ROOT: u32 = 0;
const STICKY: u32 = 0o1000;
const GROUP_WRITES: u32 = 0o020;
const ALL_WRITE: u32 = 0o002;

/// A directory, or the one nearest to it that is there.
#[derive(Debug)]
pub struct Reached {
    /// Good for looking and for getting further, not for reading.
    handle: File,
    found: Metadata,
    path: PathBuf,
    missing: Vec<OsString>,
}

/// Follows `path` to a directory as root may: whoever could have led it elsewhere, by owning a directory or a link on
/// the way or by the right to write in one, is root or the owner of the directory. So links of the administrator are
/// followed, and a user leads root to his own directories alone. When the last parts of the path are not there, this
/// ends where they are to be made.
///
/// # Errors
/// [`FileError::Changeable`]; [`FileError::NotADirectory`]; [`FileError::Io`].
pub fn reach(path: &Path) -> Result<Reached, FileError> {
    let at = |error: Errno| FileError::at(path)(error.into());
    let absolute = std::path::absolute(path).map_err(FileError::at(path))?;
    let mut way = Way::at_root(path)?;
    let mut ahead: VecDeque<OsString> = parts(&absolute).collect();
    let mut links = 0;
    while let Some(name) = ahead.pop_front() {
        let entry = match fstatat(&way.handle, name.as_os_str(), AtFlags::AT_SYMLINK_NOFOLLOW) {
            Ok(entry) => entry,
            Err(Errno::ENOENT) => {
                ahead.push_front(name);
                break;
            }
            Err(error) => return Err(at(error)),
        };
        way.note_changers(entry.st_uid);
        if entry.st_mode & nix::libc::S_IFMT == nix::libc::S_IFLNK {
            links += 1;
            if links > LINKS_MAX {
                return Err(at(Errno::ELOOP));
            }
            let target = PathBuf::from(readlinkat(&way.handle, name.as_os_str()).map_err(at)?);
            if target.is_absolute() {
                way.back_to_root(path)?;
            }
            for part in parts(&target).collect::<Vec<_>>().into_iter().rev() {
                ahead.push_front(part);
            }
        } else {
            way.enter(&name, path)?;
        }
    }
    way.arrive(path, ahead.into())
}

/// How far the path was followed.
struct Way {
    handle: File,
    /// Without links.
    here: PathBuf,
    /// Who could have led it elsewhere, and where.
    changers: Vec<(Changer, PathBuf)>,
}

impl Way {
    fn at_root(path: &Path) -> Result<Self, FileError> {
        Ok(Self { handle: open_root(path)?, here: "/".into(), changers: Vec::new() })
    }

    fn back_to_root(&mut self, path: &Path) -> Result<(), FileError> {
        (self.handle, self.here) = (open_root(path)?, "/".into());
        Ok(())
    }

    /// Notes who can put something else in the place of an entry of this directory.
    fn note_changers(&mut self, entry_owner: u32) {
        let Ok(found) = fstat(&self.handle) else {
            return self.changers.push((Changer::Anybody, self.here.clone()));
        };
        let mut note = |changer| self.changers.push((changer, self.here.clone()));
        note(Changer::User(found.st_uid));
        if found.st_mode & STICKY != 0 {
            note(Changer::User(entry_owner));
        } else if found.st_mode & ALL_WRITE != 0 {
            note(Changer::Anybody);
        } else if found.st_mode & GROUP_WRITES != 0 {
            note(Changer::Group(found.st_gid));
        }
    }

    fn enter(&mut self, name: &OsStr, path: &Path) -> Result<(), FileError> {
        let here = self.here.join(name);
        let opened = openat(&self.handle, name, PASS, Mode::empty()).map_err(|error| match error {
            Errno::ENOTDIR => match here.symlink_metadata() {
                Ok(found) => {
                    FileError::NotADirectory { path: here.clone(), found: Kind::of(found.file_type()) }
                }
                Err(error) => FileError::at(&here)(error),
            },
            error => FileError::at(path)(error.into()),
        })?;
        (self.handle, self.here) = (opened.into(), here);
        Ok(())
    }

    fn arrive(self, path: &Path, missing: Vec<OsString>) -> Result<Reached, FileError> {
        let found = self.handle.metadata().map_err(FileError::at(path))?;
        let (owner, group) = (found.uid(), found.gid());
        let may = |changer: &Changer| match *changer {
            Changer::User(user) => user == ROOT || user == owner,
            // The group of root, or that of a user alone as many systems make them.
            Changer::Group(id) => id == ROOT || owner != ROOT && id == group,
            Changer::Anybody => false,
        };
        match self.changers.into_iter().find(|(changer, _)| !may(changer)) {
            Some((changer, through)) => {
                Err(FileError::Changeable { path: path.to_owned(), through, changer })
            }
            None => Ok(Reached { handle: self.handle, found, path: path.to_owned(), missing }),
        }
    }
}

impl Reached {
    /// Number of the user that the directory belongs to.
    pub fn owner(&self) -> u32 {
        self.found.uid()
    }

    /// Number of the group that the directory belongs to.
    pub fn group(&self) -> u32 {
        self.found.gid()
    }

    /// Whether the whole path was there.
    pub fn is_there(&self) -> bool {
        self.missing.is_empty()
    }

    /// Refuses a directory in which others than its owner and root may make and remove files. When the last parts of the
    /// path are not there this goes for where they would be made.
    ///
    /// # Errors
    /// [`FileError::Changeable`].
    pub fn check_writers(&self) -> Result<(), FileError> {
        let changer = match self.found.mode() {
            mode if mode & ALL_WRITE != 0 => Changer::Anybody,
            mode if mode & GROUP_WRITES != 0 && self.group() != ROOT => Changer::Group(self.group()),
            _ => return Ok(()),
        };
        let through = self.path.ancestors().nth(self.missing.len()).unwrap_or(&self.path).to_owned();
        Err(FileError::Changeable { path: self.path.clone(), through, changer })
    }

    /// Makes what is missing, the last directory with mode 0700.
    ///
    /// # Errors
    /// [`FileError::Io`].
    pub fn make(mut self) -> Result<Self, FileError> {
        let at = |error: Errno| FileError::at(&self.path)(error.into());
        while !self.missing.is_empty() {
            let name = self.missing.remove(0);
            let mode = if self.missing.is_empty() { 0o700 } else { 0o755 };
            let mode = Mode::from_bits_truncate(mode);
            nix::sys::stat::mkdirat(&self.handle, name.as_os_str(), mode).map_err(at)?;
            self.handle = openat(&self.handle, name.as_os_str(), PASS, Mode::empty()).map_err(at)?.into();
        }
        self.found = self.handle.metadata().map_err(FileError::at(&self.path))?;
        Ok(self)
    }

    /// Gives the directory to a user.
    ///
    /// # Errors
    /// [`FileError::Io`].
    pub fn give_to(mut self, user: u32, group: u32) -> Result<Self, FileError> {
        let handle = self.to_handle()?;
        std::os::unix::fs::fchown(&handle, Some(user), Some(group)).map_err(FileError::at(&self.path))?;
        self.found = handle.metadata().map_err(FileError::at(&self.path))?;
        Ok(self)
    }

    /// The directory, opened.
    pub(crate) fn into_handle(self) -> Result<File, FileError> {
        self.to_handle()
    }

    fn to_handle(&self) -> Result<File, FileError> {
        if !self.is_there() {
            return Err(FileError::at(&self.path)(Errno::ENOENT.into()));
        }
        let flags = OFlag::O_RDONLY | OFlag::O_DIRECTORY | OFlag::O_CLOEXEC;
        let opened = openat(&self.handle, ".", flags, Mode::empty());
        opened.map(File::from).map_err(|error| FileError::at(&self.path)(error.into()))
    }
}

fn open_root(path: &Path) -> Result<File, FileError> {
    let opened = OpenOptions::new().read(true).custom_flags(PASS.bits()).open("/");
    opened.map_err(|error: io::Error| FileError::at(path)(error))
}

fn parts(path: &Path) -> impl Iterator<Item = OsString> + '_ {
    path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
    })
}
