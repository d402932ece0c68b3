//! The pictures in a PDF that a scanner put there as they came: JPEG and JPEG 2000.

use hayro::hayro_syntax::object::{Object, Stream};
use hayro::hayro_syntax::{Filter, Pdf};

use crate::reading::file::jpeg::{Jpeg, Segments};
use crate::reading::{ReadError, ReadLimits};

/// End of a codestream (ITU-T T.800, A.4.4, as of a JPEG); nothing in a codestream looks like it (A.1).
const END_OF_CODESTREAM: &[u8] = b"\xff\xd9";

/// Looks whether the pictures are complete. Returns the file anew where there is one that says behind its lines how
/// many there are, which what draws pages does not look for.
///
/// # Errors
/// [`ReadError::Incomplete`] where a picture is cut off, [`ReadError::UnusualInPdf`] for a variety that is not read.
pub(super) fn settled(pdf: &Pdf, limits: ReadLimits) -> Result<Option<Vec<u8>>, ReadError> {
    let file = pdf.data().as_ref();
    let mut settled: Option<Vec<u8>> = None;
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        match *stream.filters() {
            [Filter::DctDecode] => {
                let picture = stream.raw_data();
                let segments = match Segments::of(&picture) {
                    Err(ReadError::Incomplete) => {
                        check_lines(&picture, limits)?;
                        continue;
                    }
                    segments => segments.map_err(in_pdf)?,
                };
                segments.check_scans().map_err(in_pdf)?;
                if !segments.are_settled() {
                    let place = place(file, picture.as_ref(), &stream)?;
                    let copy = settled.get_or_insert_with(|| file.to_vec());
                    segments.settle_height(&mut copy[place..place + picture.len()]);
                }
            }
            [Filter::JpxDecode] => {
                let picture = stream.raw_data();
                if !picture.windows(2).any(|pair| pair == END_OF_CODESTREAM) {
                    return Err(ReadError::Incomplete);
                }
            }
            _ => {}
        }
    }
    Ok(settled)
}

/// Some leave out the end marker of a JPEG, since the PDF says where it ends: then all its lines have to be there.
fn check_lines(picture: &[u8], limits: ReadLimits) -> Result<(), ReadError> {
    let closed = [picture, END_OF_CODESTREAM].concat();
    let read = Jpeg::open(&closed, limits).and_then(|picture| picture.page());
    read.map(|_| ()).map_err(|error| match error {
        too_large @ ReadError::PictureTooLarge { .. } => too_large,
        _ => ReadError::Incomplete,
    })
}

fn in_pdf(error: ReadError) -> ReadError {
    match error {
        ReadError::Unusual(what) => ReadError::UnusualInPdf(what),
        other => other,
    }
}

/// Where the bytes of a stream are in the file. Those of an encrypted file are nowhere in it.
fn place(file: &[u8], bytes: &[u8], stream: &Stream<'_>) -> Result<usize, ReadError> {
    let inside = bytes.as_ptr().addr().checked_sub(file.as_ptr().addr());
    let is_there = |at: &usize| file.get(*at..*at + bytes.len()).is_some_and(|there| there == bytes);
    inside.filter(is_there).ok_or_else(|| {
        let object = stream.obj_id().obj_number;
        ReadError::UnusualInPdf(format!("object {object}: the height of a JPEG behind its lines"))
    })
}
