//! PNG files.

use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use resvg::tiny_skia::Pixmap;

use super::PageImage;
use crate::error::DocumentError;

/// A picture as PNG: grey where it has no colours (a third of the size), else with colours and transparency.
pub(crate) fn encode_picture(picture: &Pixmap) -> Result<Vec<u8>, DocumentError> {
    let plain = |pixel: &resvg::tiny_skia::PremultipliedColorU8| {
        pixel.alpha() == 255 && pixel.red() == pixel.green() && pixel.green() == pixel.blue()
    };
    if picture.pixels().iter().all(plain) {
        let grey: Vec<u8> = picture.pixels().iter().map(|pixel| pixel.red()).collect();
        return encode(&grey, picture.width(), picture.height(), ExtendedColorType::L8);
    }
    let mut colours = Vec::with_capacity(picture.pixels().len() * 4);
    for pixel in picture.pixels() {
        let colour = pixel.demultiply();
        colours.extend([colour.red(), colour.green(), colour.blue(), colour.alpha()]);
    }
    encode(&colours, picture.width(), picture.height(), ExtendedColorType::Rgba8)
}

/// A grey page as PNG.
pub(crate) fn encode_grey(page: &PageImage) -> Result<Vec<u8>, DocumentError> {
    encode(page.pixels(), page.width(), page.height(), ExtendedColorType::L8)
}

fn encode(
    bytes: &[u8],
    width: u32,
    height: u32,
    colour: ExtendedColorType,
) -> Result<Vec<u8>, DocumentError> {
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(bytes, width, height, colour)
        .map_err(|error| DocumentError::Convert { to: "PNG", reason: error.to_string() })?;
    Ok(file)
}
