//! The other side: the process that reads one file and ends.

use super::frame::{self, Frame, Head, Note};
use balie_documents::{FirstPage, ReadError, ReadLimits, SignaturePlace, read_pages, read_signed};
use balie_registration::values::MandateReference;
use nix::sys::resource::{Resource, setrlimit};
use std::io::{self, Read};
use std::process::ExitCode;

/// Address space, in bytes: some times what the largest picture takes that is within the limits.
const MEMORY: u64 = 1536 * 1024 * 1024;
/// Processor time, in seconds.
const SECONDS: u64 = 60;

/// Reads the file on standard input and tells on standard output what it is. `preview`: the first page alone. `signed`:
/// where it is to be signed, if that is known.
pub fn run(preview: bool, signed: Option<SignaturePlace>) -> ExitCode {
    match limit().and_then(|()| read(preview, signed)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn limit() -> io::Result<()> {
    let own = |resource, most| setrlimit(resource, most, most).map_err(io::Error::from);
    own(Resource::RLIMIT_AS, MEMORY)?;
    own(Resource::RLIMIT_CPU, SECONDS)?;
    // A page must not end up in a file by way of an abort.
    own(Resource::RLIMIT_CORE, 0)
}

fn read(preview: bool, signed: Option<SignaturePlace>) -> io::Result<()> {
    let mut limits = ReadLimits { bytes: crate::hub::PAGE_MAX, ..ReadLimits::default() };
    if preview {
        limits.searched = 0;
    }
    let mut file = Vec::new();
    io::stdin().lock().take(limits.bytes as u64 + 1).read_to_end(&mut file)?;
    let mut out = io::stdout().lock();
    let mut told = Ok(());
    let tell = |first| {
        let FirstPage { kind, pages, preview } = first;
        told = frame::write(&mut out, &Frame::Note(Note::Head(Head { kind, pages })))
            .and_then(|()| frame::write(&mut out, &Frame::Preview(preview)));
    };
    let read = match preview {
        true => read_pages(&file, limits, tell),
        false => read_signed(&file, limits, tell, signed, |text| MandateReference::parse(text).is_ok()),
    };
    told?;
    let last = match read {
        Ok(found) => Note::Found(found),
        Err(ReadError::NotFound) => Note::Found(Vec::new()),
        Err(error) => Note::Refused(error),
    };
    frame::write(&mut out, &Frame::Note(last))
}
