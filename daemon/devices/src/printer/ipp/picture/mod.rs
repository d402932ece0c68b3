//! A page as a document. A card is the artwork, cut to the size of the card.

mod pdf;
mod png;
mod pwg;

use crate::Monochrome;

pub use pdf::pdf;
pub use png::png;
pub use pwg::{Raster, pwg};

/// A card of 85.60 × 53.98 mm at 300 dots per inch.
const CARD: (usize, usize) = (1011, 638);

/// The artwork covers a little more than the card.
pub(super) fn cut(artwork: &Monochrome) -> Monochrome {
    artwork.centred(CARD.0, CARD.1)
}
