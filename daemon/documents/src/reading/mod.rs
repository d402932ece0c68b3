//! Barcodes read from pictures of pages: the mandate's barcode from a scan (manual "Automatische incasso
//! verwerken", steps 7 to 9).
//!
//! A page lies a little askew in the scanner, or upside down, and scans are noisy. So the page is not read
//! line by line but in strips: pixels along a strip are averaged over its height, for several angles.
//! Averaging takes the noise out; the strip's edges keep their place because it follows the angle.

mod binarise;
mod decode;
mod found;
mod limits;
mod page;
mod search;
mod strip;

pub use found::{Found, Point, ReadError};
pub use limits::ReadLimits;

use crate::output::PageImage;

/// The Code 128 barcodes on a page. Looks top left first (where the mandate has it), then bottom right (a page
/// upside down), then everywhere, then sideways, and stops where it finds something. Never empty.
///
/// # Errors
/// [`ReadError::NotFound`].
pub fn find_code128(page: &PageImage) -> Result<Vec<Found>, ReadError> {
    search::search(page)
}

/// The Code 128 barcodes on a page in a PNG or JPEG file.
pub(crate) fn read_barcodes(file: &[u8], limits: ReadLimits) -> Result<Vec<Found>, ReadError> {
    let (page, shrunk) = page::decode(file, limits)?;
    let mut found = find_code128(&page)?;
    for point in found.iter_mut().flat_map(|barcode| [&mut barcode.start, &mut barcode.end]) {
        point.x *= shrunk as f32;
        point.y *= shrunk as f32;
    }
    Ok(found)
}
