//! The pictures in a PDF: what draws them fills up what is missing of one.

use hayro::hayro_syntax::object::{Name, Object, Stream};
use hayro::hayro_syntax::{Filter, Pdf};

use super::stream::{packed, size};
use super::{fax, samples};
use crate::reading::file::jpeg::{Jpeg, Segments};
use crate::reading::{ReadError, ReadLimits};

/// End of a codestream (ITU-T T.800, A.4.4, as of a JPEG); nothing in a codestream looks like it (A.1).
const END_OF_CODESTREAM: &[u8] = b"\xff\xd9";

/// Looks whether the pictures are complete. Returns the file anew where there is one that says behind its lines how
/// many there are, which what draws pages does not look for.
///
/// # Errors
/// [`ReadError::Incomplete`] where a picture is cut off, [`ReadError::UnusualInPdf`] for a variety that is not read,
/// [`ReadError::PictureTooLarge`].
pub(super) fn settled(pdf: &Pdf, limits: ReadLimits) -> Result<Option<Vec<u8>>, ReadError> {
    let file = pdf.data().as_ref();
    let mut settled: Option<Vec<u8>> = None;
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        match stream.filters().last() {
            Some(Filter::DctDecode) => {
                let Some(picture) = packed(&stream) else { continue };
                let segments = match Segments::of(&picture) {
                    Err(ReadError::Incomplete) => {
                        check_lines(&picture, &stream, limits)?;
                        continue;
                    }
                    segments => segments.map_err(in_pdf)?,
                };
                segments.check_scans().map_err(in_pdf)?;
                check_lines(&picture, &stream, limits)?;
                if !segments.are_settled() {
                    let place = place(file, picture.as_ref(), &stream)?;
                    let copy = settled.get_or_insert_with(|| file.to_vec());
                    segments.settle_height(&mut copy[place..place + picture.len()]);
                }
            }
            Some(Filter::JpxDecode) => {
                let Some(picture) = packed(&stream) else { continue };
                if !picture.windows(2).any(|pair| pair == END_OF_CODESTREAM) {
                    return Err(ReadError::Incomplete);
                }
            }
            Some(Filter::CcittFaxDecode) if is_picture(&stream) => fax::check(&stream)?,
            // Whether one is whole, the decoder tells.
            Some(Filter::Jbig2Decode) => {}
            _ if is_picture(&stream) => samples::check(&stream, limits)?,
            _ => {}
        }
    }
    Ok(settled)
}

fn is_picture(stream: &Stream<'_>) -> bool {
    stream.dict().get::<Name<'_>>("Subtype").is_some_and(|subtype| subtype.as_str() == "Image")
}

/// Whether all lines of a JPEG are there. Some leave out its end marker, since the PDF says where it ends; and some say
/// in it that it is higher than it is, since the PDF says how high.
fn check_lines(picture: &[u8], stream: &Stream<'_>, limits: ReadLimits) -> Result<(), ReadError> {
    let closed = [picture, END_OF_CODESTREAM].concat();
    let read = |file: &[u8]| Jpeg::open(file, limits).and_then(|picture| picture.page());
    let page = read(&closed).or_else(|error| {
        let (Some((_, height)), Ok(segments)) = (size(stream), Segments::of(&closed)) else {
            return Err(error);
        };
        let mut lower = closed.clone();
        segments.keep_lines(height, &mut lower);
        read(&lower)
    });
    match page {
        // Of what is not read alone, the drawing tells.
        Ok(_) | Err(ReadError::Unusual(_)) => Ok(()),
        Err(too_large @ ReadError::PictureTooLarge { .. }) => Err(too_large),
        Err(_) => Err(ReadError::Incomplete),
    }
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
