//! Activation messages of the built-in account provider, as files for the branch's mail relay.

use async_trait::async_trait;
use balie_accounts::{AccountError, Courier, Notice};
use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
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
        std::fs::create_dir_all(&directory)?;
        Ok(Self { directory, library: library.into() })
    }

    fn write(directory: &Path, name: &str, message: &str) -> std::io::Result<()> {
        let draft = directory.join(format!(".{name}.tmp"));
        let mut file =
            std::fs::OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(&draft)?;
        file.write_all(message.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(draft, directory.join(name))
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
        let (directory, name) = (self.directory.clone(), format!("{}.eml", notice.user_name));
        let message = message(&self.library, notice);
        let written = tokio::task::spawn_blocking(move || Self::write(&directory, &name, &message)).await;
        match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(AccountError::Unavailable { detail: format!("outbox: {error}") }),
            Err(error) => Err(AccountError::Unavailable { detail: format!("outbox: {error}") }),
        }
    }
}
