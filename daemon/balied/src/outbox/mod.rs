//! Activation messages of the built-in account provider, as files for the branch's mail relay.

mod message;
mod sender;

pub use sender::{NotAscii, Sender};

use async_trait::async_trait;
use balie_accounts::{AccountError, Courier, Notice};
use chrono::Utc;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Earlier versions named a half-written message `.NAME.tmp`; one that a crash left holds a name, an address and a
/// code.
const OLD_DRAFT_BEGIN: &str = ".";
const OLD_DRAFT_END: &str = ".tmp";

/// Puts a message for each account in a directory: complete mail messages (RFC 5322), mode 0600, written under
/// another name first so that a relay never sees half a message.
#[derive(Debug)]
pub struct Outbox {
    directory: PathBuf,
    sender: Sender,
}

impl Outbox {
    /// Messages in this directory, which is made, from this library.
    ///
    /// # Errors
    /// When the directory cannot be made.
    pub fn open(directory: impl Into<PathBuf>, sender: Sender) -> std::io::Result<Self> {
        let directory = directory.into();
        balie_files::directory(&directory)?;
        Ok(Self { directory, sender })
    }

    /// The account counts as told of when this is done.
    fn write(directory: &Path, name: &str, message: &[u8]) -> std::io::Result<()> {
        Ok(balie_files::write(&directory.join(name), message)?)
    }

    fn remove(directory: &Path, name: &str) -> std::io::Result<()> {
        balie_files::remove(&directory.join(name))?;
        Ok(balie_files::remove(&directory.join(format!("{OLD_DRAFT_BEGIN}{name}{OLD_DRAFT_END}")))?)
    }

    /// The user names whose messages lie in a directory, complete or half written.
    fn held(directory: &Path) -> std::io::Result<Vec<String>> {
        let mut user_names = Vec::new();
        for entry in std::fs::read_dir(directory)? {
            user_names.extend(of_user(&entry?.file_name()).map(str::to_owned));
        }
        Ok(user_names)
    }

    /// Does this with a message on a thread that may wait for the disk.
    async fn with<F, T>(&self, user_name: &str, work: F) -> Result<T, AccountError>
    where
        F: FnOnce(&Path, &str) -> std::io::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let (directory, name) = (self.directory.clone(), format!("{user_name}.eml"));
        let unavailable =
            |error: &dyn std::fmt::Display| AccountError::Unavailable { detail: format!("outbox: {error}") };
        match tokio::task::spawn_blocking(move || work(&directory, &name)).await {
            // The whole error names the file, and so a user name, which has no business in a log.
            Ok(done) => done.map_err(|error| unavailable(&error.kind())),
            Err(error) => Err(unavailable(&error)),
        }
    }
}

/// Whose message a file of this name is, or is half of.
fn of_user(file: &OsStr) -> Option<&str> {
    let name = balie_files::drafted(file).unwrap_or(file).to_str()?;
    let old = name.strip_prefix(OLD_DRAFT_BEGIN).and_then(|rest| rest.strip_suffix(OLD_DRAFT_END));
    old.unwrap_or(name).strip_suffix(".eml")
}

#[async_trait]
impl Courier for Outbox {
    async fn deliver(&self, notice: &Notice) -> Result<(), AccountError> {
        let message = message::of(&self.sender, notice, Utc::now());
        if !message.is_ascii() {
            // Whose address it is has no business in a log.
            tracing::warn!("a message in the outbox needs a mail relay with SMTPUTF8 (RFC 6531)");
        }
        self.with(&notice.user_name, move |directory, name| Self::write(directory, name, &message)).await
    }

    async fn withdraw(&self, user_name: &str) -> Result<(), AccountError> {
        self.with(user_name, Self::remove).await
    }

    async fn held(&self) -> Result<Vec<String>, AccountError> {
        self.with("", |directory, _| Self::held(directory)).await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    /// The drafts of today and of earlier versions, as a crash leaves them.
    #[tokio::test]
    async fn half_written_messages_are_known_and_go_with_the_whole_one() {
        let room = tempfile::tempdir().unwrap();
        let sender = Sender::new("Bibliotheek Annen", Some("balie@example.org")).unwrap();
        let outbox = Outbox::open(room.path().join("outbox"), sender).unwrap();
        let names = |user: &str| {
            [format!("{user}.eml"), format!(".{user}.eml.tmp"), format!(".{user}.eml.0123456789ab.tmp")]
        };
        for name in names("900001").iter().chain(&names("900002")) {
            std::fs::write(outbox.directory.join(name), "To: a person").unwrap();
        }
        std::fs::write(outbox.directory.join(".forward.tmp"), "of the relay").unwrap();
        let held = outbox.held().await.unwrap();
        assert_eq!(held.iter().filter(|user| *user == "900001").count(), 3, "{held:?}");
        assert_eq!(held.len(), 6, "{held:?}");
        outbox.withdraw("900001").await.unwrap();
        assert_eq!(outbox.held().await.unwrap(), ["900002"; 3]);
        assert_eq!(std::fs::read_dir(&outbox.directory).unwrap().count(), 4);
        outbox.withdraw("900003").await.unwrap();
    }
}
