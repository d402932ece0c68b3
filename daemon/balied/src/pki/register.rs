//! The register: the book of codes and stations, in one file.
//!
//! A file and not the database: the commands of branch IT change it while the daemon runs, and the database is locked
//! by the daemon. A restored database must not bring a revoked station back either. The file is replaced as a whole,
//! under a lock; a reader looks whether it was replaced, which is one `stat`.

use super::book::Book;
use super::certificate::is_station_name;
use super::{PkiError, files};
use chrono::Utc;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Tells one version of the file from another.
type Stamp = (u64, i64, i64, u64);

/// The register of a branch.
#[derive(Debug)]
pub struct Register {
    path: PathBuf,
    lock: PathBuf,
    seen: Mutex<Option<(Stamp, Arc<Book>)>>,
}

impl Register {
    /// The register in this directory, which is there.
    pub fn new(directory: &Path) -> Self {
        Self {
            path: directory.join("register.json"),
            lock: directory.join("register.lock"),
            seen: Mutex::new(None),
        }
    }

    /// The book as it is now.
    ///
    /// # Errors
    /// When it cannot be read: nobody is to be let in then.
    pub fn book(&self) -> Result<Arc<Book>, PkiError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(metadata) = balie_files::check(&self.path)? else { return self.read().map(Arc::new) };
        let stamp = (metadata.ino(), metadata.mtime(), metadata.mtime_nsec(), metadata.len());
        if let Some((known, book)) = &*seen
            && *known == stamp
        {
            return Ok(Arc::clone(book));
        }
        let book = Arc::new(self.read()?);
        *seen = Some((stamp, Arc::clone(&book)));
        Ok(book)
    }

    /// Changes the book, one at a time, and keeps the change whatever `change` returns.
    ///
    /// # Errors
    /// When it cannot be read or written; nothing is changed then.
    pub fn change<T>(&self, change: impl FnOnce(&mut Book) -> T) -> Result<T, PkiError> {
        let _lock = files::lock(&self.lock)?;
        let before = self.read()?;
        let mut book = before.clone();
        book.prune(Utc::now());
        let result = change(&mut book);
        if book != before {
            let text = serde_json::to_string_pretty(&book);
            let text = text.map_err(|error| PkiError::broken(&self.path, error))?;
            files::write(&self.path, text.as_bytes())?;
        }
        Ok(result)
    }

    fn read(&self) -> Result<Book, PkiError> {
        let Some(text) = files::read(&self.path)? else { return Ok(Book::default()) };
        let book: Book = serde_json::from_str(&text).map_err(|error| PkiError::broken(&self.path, error))?;
        if book.names().any(|name| !is_station_name(name)) {
            return Err(PkiError::broken(&self.path, "a name that is no name for a station"));
        }
        Ok(book)
    }
}
