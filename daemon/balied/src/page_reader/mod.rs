//! Reading files of others in a process of its own.
//!
//! A scanned or uploaded file may be made to exhaust whoever unpacks it: a small PDF can hold a stream that unpacks to
//! any size, or keep its reader busy for ever. So the daemon starts itself again for each file, with limits on memory
//! and processor time, feeds it the file and takes the findings. Whatever happens in there, the daemon goes on.

mod child;
mod frame;

pub use child::run;

use balie_documents::{FirstPage, Found, ReadError, SignaturePlace};
use frame::{Frame, Head, Note};
use std::fs::File;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// The hidden subcommand of the program that reads a file.
pub const SUBCOMMAND: &str = "read-page";
/// Files that are read at the same time: each takes a processor.
const AT_ONCE: usize = 2;
/// How long a file may take. Its processor time is limited in the child itself.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is to be found out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Wanted {
    /// The first page, to look at.
    Preview,
    /// The first page and the barcodes of a form, which is signed in this place if it says where.
    Form(Option<SignaturePlace>),
}

impl Wanted {
    /// The wish as the subcommand takes it. Nothing of it tells of a person: everybody on this machine can see it.
    fn arguments(self) -> Vec<String> {
        match self {
            Self::Preview => vec!["--preview".to_owned()],
            Self::Form(None) => Vec::new(),
            Self::Form(Some(place)) => vec![format!("--signed={place}")],
        }
    }
}

/// A file to be read.
#[derive(Debug)]
pub enum Input<'a> {
    /// In memory.
    Bytes(&'a [u8]),
    /// Open for reading, at its beginning; it is handed over to the reading process.
    File(File),
}

impl<'a> From<&'a Vec<u8>> for Input<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<File> for Input<'_> {
    fn from(file: File) -> Self {
        Self::File(file)
    }
}

/// Why a file gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReaderError {
    /// The file itself.
    #[error(transparent)]
    File(#[from] ReadError),
    /// It took more memory or time than any page does.
    #[error("reading the file took more memory or time than a page does")]
    TooDemanding,
    /// The reading process could not be run, or did not do its work.
    #[error("files cannot be read: {0}")]
    Reader(String),
}

/// Reads files. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct PageReader {
    program: PathBuf,
    places: Arc<Semaphore>,
}

impl PageReader {
    /// A reader that starts this program with [`SUBCOMMAND`].
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// A reader that starts the running program, of whatever name, also when its file was replaced meanwhile.
    pub fn own_program() -> Self {
        Self::new("/proc/self/exe")
    }

    /// Reads a file: tells its first page as soon as that is there, and gives the barcodes of the page that has that of
    /// a mandate form, else of the first page that has any; none is no error.
    ///
    /// # Errors
    /// [`ReaderError`].
    pub async fn read(
        &self,
        file: impl Into<Input<'_>>,
        wanted: Wanted,
        first_page: impl FnOnce(FirstPage) + Send,
    ) -> Result<Vec<Found>, ReaderError> {
        let file = file.into();
        let _place = self.places.acquire().await.map_err(|error| ReaderError::Reader(error.to_string()))?;
        match timeout(PATIENCE, self.run(file, wanted, first_page)).await {
            Ok(read) => read,
            Err(_) => Err(ReaderError::TooDemanding),
        }
    }

    async fn run(
        &self,
        file: Input<'_>,
        wanted: Wanted,
        first_page: impl FnOnce(FirstPage) + Send,
    ) -> Result<Vec<Found>, ReaderError> {
        let failed = |error: &dyn std::fmt::Display| ReaderError::Reader(error.to_string());
        let (stdin, bytes) = match file {
            Input::Bytes(bytes) => (Stdio::piped(), Some(bytes)),
            Input::File(file) => (Stdio::from(file), None),
        };
        let mut child = Command::new(&self.program)
            .arg(SUBCOMMAND)
            .args(wanted.arguments())
            // Nothing of ours goes along: no credentials, no descriptors, no environment.
            .env_clear()
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| failed(&error))?;
        let Some(mut told) = child.stdout.take() else { return Err(failed(&"no pipe")) };
        let feed = child.stdin.take();
        // It may refuse the file by its first bytes and end, without taking the rest.
        let feeding = async move {
            if let (Some(mut feed), Some(bytes)) = (feed, bytes) {
                let _ = feed.write_all(bytes).await;
            }
        };
        let mut first_page = Some(first_page);
        let listening = async {
            let mut head = None;
            loop {
                match frame::read(&mut told).await? {
                    Some(Frame::Note(Note::Head(told))) => head = Some(told),
                    Some(Frame::Preview(preview)) => {
                        if let (Some(Head { kind, pages }), Some(tell)) = (head.take(), first_page.take()) {
                            tell(FirstPage { kind, pages, preview });
                        }
                    }
                    Some(Frame::Note(Note::Found(found))) => return Ok::<_, std::io::Error>(Some(Ok(found))),
                    Some(Frame::Note(Note::Refused(error))) => return Ok(Some(Err(error))),
                    None => return Ok(None),
                }
            }
        };
        let ((), listened) = tokio::join!(feeding, listening);
        match listened {
            Ok(Some(Ok(found))) => Ok(found),
            Ok(Some(Err(error))) => Err(error.into()),
            Err(error) => Err(failed(&error)),
            Ok(None) => {
                // It ended without a last word. Memory that is refused is an abort, time that is up is a signal; a panic
                // is a file that the reader was not up to.
                let mut nothing = Vec::new();
                let _ = told.read_to_end(&mut nothing).await;
                let status = child.wait().await.map_err(|error| failed(&error))?;
                match status.code() {
                    None => Err(ReaderError::TooDemanding),
                    Some(101) => Err(ReadError::Damaged("the reader was not up to it".to_owned()).into()),
                    Some(_) => Err(failed(&status)),
                }
            }
        }
    }
}
