//! The card that is cut out of the printer's panel.
//!
//! The artwork covers the panel, 1016 × 648 dots at 300 dots per inch (86.02 × 54.86 mm). A card is ID-1 of
//! ISO/IEC 7810 (85.60 × 53.98 mm, corners of 3.18 mm): the rest falls beside it on every side.

/// Dots per millimetre of the artwork.
const DOTS_PER_MM: f32 = 300.0 / 25.4;
/// ID-1, in millimetres.
const CARD_MM: (f32, f32) = (85.60, 53.98);
/// Radius of the corners, in millimetres (ISO/IEC 7810 clause 5.1.1: 2.88 to 3.48).
const CORNER_MM: f32 = 3.18;
/// The panel in dots.
const PANEL: (f32, f32) = (1016.0, 648.0);

/// How the picture of a pass is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PassPreview {
    /// The artwork, edge to edge.
    #[default]
    Artwork,
    /// Cut to the card's rounded outline; outside it is transparent.
    Card,
}

struct Frame {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

fn card() -> Frame {
    let (width, height) = (CARD_MM.0 * DOTS_PER_MM, CARD_MM.1 * DOTS_PER_MM);
    Frame { x: (PANEL.0 - width) / 2.0, y: (PANEL.1 - height) / 2.0, width, height }
}

/// The artwork inside the rounded outline of the card, on the whole panel.
pub(crate) fn with_outline(artwork: &str) -> String {
    let Frame { x, y, width, height } = card();
    let rounded = format!(
        "x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{}\"",
        CORNER_MM * DOTS_PER_MM
    );
    let artwork = root_of(artwork);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\">\
         <clipPath id=\"balie-card\"><rect {rounded}/></clipPath>\
         <g clip-path=\"url(#balie-card)\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>{artwork}</g>\
         <rect {rounded} fill=\"none\" stroke=\"#9aa0a6\" stroke-width=\"2\"/></svg>",
        PANEL.0, PANEL.1
    )
}

/// The artwork cut to the card's size, as a page of 85.60 × 53.98 mm.
pub(crate) fn trimmed_to_card(artwork: &str) -> String {
    let Frame { x, y, width, height } = card();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" \
         viewBox=\"{x} {y} {width} {height}\">{}</svg>",
        CARD_MM.0,
        CARD_MM.1,
        root_of(artwork)
    )
}

/// The root element without XML declaration, comments and document type, which may not stand inside another.
fn root_of(artwork: &str) -> &str {
    artwork.find("<svg").map_or(artwork, |start| &artwork[start..])
}
