//! Activation messages of the built-in account provider, as files for the branch's mail relay.

use async_trait::async_trait;
use balie_accounts::{AccountError, Courier, Notice};
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Earlier versions named a half-written message `.NAME.tmp`; one that a crash left holds a name, an address and a code.
const OLD_DRAFT_BEGIN: &str = ".";
const OLD_DRAFT_END: &str = ".tmp";

/// Puts a message for each account in a directory: complete mail messages (RFC 5322), mode 0600, written under
/// another name first so that a relay never sees half a message.
#[derive(Debug)]
pub struct Outbox {
    directory: PathBuf,
    library: String,
}

impl Outbox {
    /// Messages in this directory, which is made, from this library.
    ///
    /// # Errors
    /// When the directory cannot be made.
    pub fn open(directory: impl Into<PathBuf>, library: impl Into<String>) -> std::io::Result<Self> {
        let directory = directory.into();
        balie_files::directory(&directory)?;
        Ok(Self { directory, library: library.into() })
    }

    /// The account counts as told of when this is done.
    fn write(directory: &Path, name: &str, message: &str) -> std::io::Result<()> {
        Ok(balie_files::write(&directory.join(name), message.as_bytes())?)
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

fn message(library: &str, notice: &Notice) -> String {
    let mut text = String::new();
    let until = notice.until.with_timezone(&chrono_tz::Europe::Amsterdam).format("%d-%m-%Y %H:%M");
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "To: {}\r\nSubject: =?utf-8?Q?Activeer_uw_inlogaccount?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         Beste {},\r\n\r\nUw gebruikersnaam bij {library} is {}.\r\n\
         Activeer uw account vóór {until} met deze code:\r\n\r\n    {}\r\n\r\n\
         Daarna vervalt de code en wordt het account verwijderd.\r\n",
        notice.email, notice.display_name, notice.user_name, notice.token
    );
    text
}

#[async_trait]
impl Courier for Outbox {
    async fn deliver(&self, notice: &Notice) -> Result<(), AccountError> {
        let message = message(&self.library, notice);
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
        let outbox = Outbox::open(room.path().join("outbox"), "Bibliotheek Annen").unwrap();
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
