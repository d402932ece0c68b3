//! PNG: one bit per dot, with the size of a dot.

use png::{BitDepth, ColorType, Encoder, PixelDimensions, Unit};

use super::cut;
use crate::Monochrome;

/// 300 dots per inch.
const DOTS_PER_METRE: u32 = 11_811;

/// The artwork as a PNG file.
#[must_use]
pub fn png(artwork: &Monochrome) -> Option<Vec<u8>> {
    let picture = cut(artwork);
    // Grey of one bit: 1 is white there, and black here.
    let bits: Vec<u8> = picture.packed().iter().map(|byte| !byte).collect();
    let mut file = Vec::new();
    let size = (u32::try_from(picture.width()).ok()?, u32::try_from(picture.height()).ok()?);
    let mut encoder = Encoder::new(&mut file, size.0, size.1);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    let dots = PixelDimensions { xppu: DOTS_PER_METRE, yppu: DOTS_PER_METRE, unit: Unit::Meter };
    encoder.set_pixel_dims(Some(dots));
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&bits).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_of_png_sees_the_card_as_it_was_drawn() {
        let artwork = Monochrome::from_fn(1016, 648, |x, y| (x / 37 + y / 23) % 3 == 0);
        let seen = image::load_from_memory(&png(&artwork).unwrap()).unwrap().to_luma8();
        let card = cut(&artwork);
        assert_eq!(seen.dimensions(), (1011, 638));
        for (x, y, pixel) in seen.enumerate_pixels() {
            assert_eq!(pixel.0[0] == 0, card.is_black(x as usize, y as usize), "{x} {y}");
        }
    }
}
