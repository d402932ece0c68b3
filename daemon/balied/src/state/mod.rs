//! The state directory, and who works in it.
//!
//! It belongs to the user of the service, who may put anything there. Root would work on whatever that user leads it to,
//! so a program that root starts becomes the owner of the directory before it looks at anything in it. What root names
//! on the command line is opened before.

mod identity;

pub use identity::{Identity, IdentityError};

use balie_files::{FileError, Reached, reach};
use nix::unistd::{Uid, User, geteuid};
use std::path::Path;

/// The user of the packaged service (`packaging/sysusers.d`), whose home is the state directory of that.
const SERVICE_USER: &str = "balied";

/// What is done about a state directory that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// It is made (mode 0700). Below a directory of another user it belongs to that one; the home of the service user
    /// belongs to the service user; any other to the caller.
    Make,
    /// Nothing.
    Leave,
}

/// Why the state directory is not entered. Shown in Dutch and in English.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// It cannot be reached, made, or trusted.
    #[error("{}\n{}", .0.message("nl"), .0.message("en"))]
    File(#[from] FileError),
    /// The owner cannot be become.
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

/// Makes ready to work in the state directory. When root calls this and another user owns the directory, the whole
/// process is that user from here on, for good. No other thread may have been started.
///
/// # Errors
/// [`StateError`]; nothing in the directory was touched then.
pub fn enter(directory: &Path, absent: Absent) -> Result<(), StateError> {
    if !geteuid().is_root() {
        if absent == Absent::Make {
            make(directory)?;
        }
        return Ok(());
    }
    let mut reached = reach(directory)?;
    let is_root = |reached: &Reached| Uid::from_raw(reached.owner()).is_root();
    if !reached.is_there() && is_root(&reached) {
        match absent {
            Absent::Leave => return Ok(reached.check_writers()?),
            Absent::Make => reached = reached.make()?,
        }
        if let Some(user) = service_user(directory)? {
            reached = reached.give_to(user.uid.as_raw(), user.gid.as_raw())?;
        }
    }
    if is_root(&reached) {
        // Nobody is there to become: so nobody else may put anything there.
        reached.check_writers()?;
    } else {
        Identity::of_owner(reached.owner(), reached.group())?.become_for_good()?;
    }
    if !reached.is_there() && absent == Absent::Make {
        make(directory)?;
    }
    Ok(())
}

fn make(directory: &Path) -> Result<(), FileError> {
    if directory.is_dir() {
        return Ok(());
    }
    if let Some(parent) = directory.parent() {
        std::fs::create_dir_all(parent).map_err(FileError::at(parent))?;
    }
    balie_files::directory(directory)
}

/// The user of the packaged service, when this is the state directory of that.
fn service_user(directory: &Path) -> Result<Option<User>, IdentityError> {
    let user = User::from_name(SERVICE_USER).map_err(IdentityError::Unknown)?;
    Ok(user.filter(|user| user.dir == directory))
}
