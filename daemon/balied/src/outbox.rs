//! Activation messages of the built-in account provider, as files for the branch's mail relay.

use async_trait::async_trait;
use balie_accounts::{AccountError, Courier, Notice};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

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
        Ok(balie_files::remove(&directory.join(name))?)
    }

    /// The user names whose messages lie in a directory, complete or half written.
    fn held(directory: &Path) -> std::io::Result<Vec<String>> {
        let mut user_names = Vec::new();
        for entry in std::fs::read_dir(directory)? {
            let name = entry?.file_name();
            let Some(name) = balie_files::drafted(&name).unwrap_or(&name).to_str() else { continue };
            user_names.extend(name.strip_suffix(".eml").map(str::to_owned));
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
