//! Files of a directory that another user may write in: opened only when they are regular files themselves, and
//! written whole or not at all.
//!
//! The state directory belongs to the user of the service. Whoever took over that user can put a link or a pipe in the
//! place of any file there; a program that follows the link works on a file of somebody else, and one that opens the
//! pipe waits for ever. Nothing here does: the last part of a path is never followed, and what is no regular file is
//! told by its name. Nor does anything read a file without end, or wait without end for a lock that is held. [`reach`] also looks at every directory on the way.

mod database;
mod directory;
mod draft;
mod error;
mod open;
mod reach;

pub use database::{check_database, remove_database};
pub use directory::{check_directory, directory};
pub use draft::{Draft, drafted, remove, write};
pub use error::{Changer, FileError, Kind};
pub use open::{check, create_new, lock, lock_file, open, open_private, read, read_opened};
pub use reach::{Reached, reach};
