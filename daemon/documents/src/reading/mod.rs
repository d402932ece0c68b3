//! Barcodes read from pictures of pages: the mandate's barcode from a scan (manual "Automatische incasso
//! verwerken", steps 7 to 9).
//!
//! A page lies a little askew in the scanner, or upside down, and scans are noisy. So the page is not read
//! line by line but in strips: pixels along a strip are averaged over its height, for several angles.
//! Averaging takes the noise out; the strip's edges keep their place because it follows the angle.

mod binarise;
mod decode;
mod file;
mod found;
mod limits;
mod search;
mod signature;
mod strip;

pub use file::FileKind;
pub use found::{FirstPage, Found, Point, ReadError};
pub use limits::ReadLimits;
pub use signature::{NoPlace, SignaturePlace};

use crate::output::{PageImage, encode_grey};
use file::PageFile;

/// Longest side of the reduced picture of a page, in pixels: an A4 page at 100 dots per inch, where print is legible.
pub const PREVIEW_SIDE: u32 = 1200;

/// The Code 128 barcodes on a page. Looks top left first (where the mandate has it), then bottom right (a page
/// upside down), then everywhere, then sideways, and stops where it finds something. Never empty.
///
/// # Errors
/// [`ReadError::NotFound`].
pub fn find_code128(page: &PageImage) -> Result<Vec<Found>, ReadError> {
    search::search(page, &|_| true)
}

/// The Code 128 barcodes in a PDF, JPEG, PNG or TIFF file, of the first page that has one.
pub(crate) fn read_barcodes(file: &[u8], limits: ReadLimits) -> Result<Vec<Found>, ReadError> {
    let found = read_pages(file, limits, |_| {})?;
    if found.is_empty() { Err(ReadError::NotFound) } else { Ok(found) }
}

/// Reads a PDF, JPEG, PNG or TIFF file: tells its first page, then searches pages until one has barcodes (Code 128)
/// and gives those. Empty when no page has one. Takes up to some seconds of processor time.
///
/// The streams of a PDF are unpacked without a limit: read a file of somebody else in a process of its own whose
/// memory and time are limited.
///
/// # Errors
/// Any [`ReadError`] but [`ReadError::NotFound`] and [`ReadError::NotSigned`].
pub fn read_pages(
    file: &[u8],
    limits: ReadLimits,
    first_page: impl FnOnce(FirstPage),
) -> Result<Vec<Found>, ReadError> {
    read(file, limits, first_page, |_| true, |_, _| {})
}

/// The same of a form that is to be signed: tells of each barcode whether there is anything in this place, in
/// [`Found::signed`]. Which of them may be that of a form, the caller says (`is_of_form`): there may be others before
/// it, of a letter or a parcel. So pages are searched until one has the barcode of a form, and is signed; else the form
/// that is not signed will do, else whatever was found first. Without a barcode, or where the form does not say, nobody
/// knows where the place is; but pages that are all of one colour are no signed form either.
///
/// # Errors
/// Any [`ReadError`] but [`ReadError::NotFound`]; [`ReadError::NotSigned`] where the pages are of one colour.
pub fn read_signed(
    file: &[u8],
    limits: ReadLimits,
    first_page: impl FnOnce(FirstPage),
    place: Option<SignaturePlace>,
    is_of_form: impl Fn(&str) -> bool,
) -> Result<Vec<Found>, ReadError> {
    let mut is_empty = true;
    let found = read(file, limits, first_page, is_of_form, |page, found| {
        is_empty = is_empty && signature::is_empty(page);
        for barcode in found {
            barcode.signed = place.and_then(|place| place.holds_something(page, barcode));
        }
    })?;
    if is_empty { Err(ReadError::NotSigned) } else { Ok(found) }
}

/// `look` sees the pages that are searched, with the barcodes found on them.
fn read(
    file: &[u8],
    limits: ReadLimits,
    first_page: impl FnOnce(FirstPage),
    is_wanted: impl Fn(&str) -> bool,
    mut look: impl FnMut(&PageImage, &mut [Found]),
) -> Result<Vec<Found>, ReadError> {
    let mut file = PageFile::open(file, limits)?;
    let (mut page, mut shrunk) = file.page(0)?;
    first_page(FirstPage { kind: file.kind(), pages: file.len(), preview: preview(&page)? });
    let mut kept: Vec<Found> = Vec::new();
    for index in 0..file.len().min(limits.searched) {
        if index > 0 {
            (page, shrunk) = file.page(index)?;
        }
        let mut found = match search::search(&page, &is_wanted) {
            Err(ReadError::NotFound) => Vec::new(),
            other => other?,
        };
        look(&page, &mut found);
        for barcode in &mut found {
            barcode.page = index + 1;
            for point in [&mut barcode.start, &mut barcode.end] {
                point.x *= shrunk as f32;
                point.y *= shrunk as f32;
            }
        }
        if takes_the_place_of(&kept, &found, &is_wanted) {
            kept = found;
        }
        if kept.iter().any(|barcode| is_wanted(&barcode.text) && barcode.signed != Some(false)) {
            break;
        }
    }
    Ok(kept)
}

/// Whether the barcodes of a page tell more than those of an earlier one: that of a form more than any other, and that
/// of the same form if it is signed.
fn takes_the_place_of(earlier: &[Found], found: &[Found], is_wanted: &impl Fn(&str) -> bool) -> bool {
    let has_wanted = |barcodes: &[Found]| barcodes.iter().any(|barcode| is_wanted(&barcode.text));
    if has_wanted(earlier) {
        found.iter().any(|barcode| {
            let is_same = earlier.iter().any(|other| other.text == barcode.text);
            is_same && is_wanted(&barcode.text) && barcode.signed != Some(false)
        })
    } else {
        earlier.is_empty() || has_wanted(found)
    }
}

fn preview(page: &PageImage) -> Result<Vec<u8>, ReadError> {
    let factor = page.width().max(page.height()).div_ceil(PREVIEW_SIDE).max(1);
    encode_grey(&page.shrunk(factor)).map_err(|error| ReadError::Damaged(error.to_string()))
}
