//! From samples to shades of grey.

use crate::reading::ReadError;
use crate::reading::file::grey;

/// What the samples of a pixel mean (TIFF 6.0, PhotometricInterpretation).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Colours {
    model: Model,
    /// Samples of a pixel.
    samples: usize,
    /// How much light there is at each value of a sample.
    light: Vec<u8>,
    /// The sample that says how much of the paper is covered.
    alpha: Option<Alpha>,
}

#[derive(Debug, Clone, PartialEq)]
enum Model {
    /// The first sample tells how light it is; others do not matter.
    Light,
    /// The first sample tells how dark it is.
    Ink,
    Rgb,
    Cmyk,
    YCbCr,
    /// The luminance of each colour that a value stands for.
    Palette(Vec<u8>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Alpha {
    sample: usize,
    /// The other samples are less by as much already.
    is_in: bool,
}

impl Colours {
    /// What samples mean of which there are so many a pixel, of so many bits, some of them extra.
    pub fn of(
        photometric: Option<u64>,
        (samples, bits, extra): (u64, u32, &[u64]),
        is_fax: bool,
        map: Option<&[u64]>,
    ) -> Result<Self, ReadError> {
        let samples = samples as usize;
        let photometric = photometric.unwrap_or(match samples - extra.len().min(samples) {
            _ if is_fax => 0,
            3.. => 2,
            _ => 1,
        });
        let (model, colours) = match photometric {
            0 => (Model::Ink, 1),
            // A mask is a picture of two colours.
            1 | 4 => (Model::Light, 1),
            2 => (Model::Rgb, 3),
            3 => (Model::Palette(palette(map.unwrap_or_default(), bits)?), 1),
            5 => (Model::Cmyk, 4),
            6 => (Model::YCbCr, 3),
            // Of CIE L*a*b*, the first sample is the lightness.
            8 | 9 => (Model::Light, 3),
            other => return Err(ReadError::Unusual(format!("TIFF with colours of the kind {other}"))),
        };
        if samples < colours {
            return Err(ReadError::Damaged("fewer samples than a colour has".to_owned()));
        }
        let alpha = match extra.first() {
            Some(1 | 2) if samples > colours => Some(Alpha { sample: colours, is_in: extra[0] == 1 }),
            _ => None,
        };
        let most = (1 << bits.min(8)) - 1;
        let light = (0..=most).map(|value: u32| (value * 255 / most) as u8).collect();
        Ok(Self { model, samples, light, alpha })
    }

    /// Whether several pixels may share their samples of colour.
    pub fn may_be_subsampled(&self) -> bool {
        self.model == Model::YCbCr
    }

    /// The shades of grey of a page, of which the samples of a pixel stand together, or each in a plane.
    pub fn grey(&self, values: &[u8], width: u32, height: u32, planar: bool) -> Vec<u8> {
        let pixels = width as usize * height as usize;
        let (step, apart) = if planar { (1, pixels) } else { (self.samples, 1) };
        let value =
            |pixel: usize, sample: usize| values.get(pixel * step + sample * apart).copied().unwrap_or(0);
        let light = |pixel, sample| self.light.get(usize::from(value(pixel, sample))).copied().unwrap_or(255);
        let grey = |pixel| match &self.model {
            Model::Light | Model::YCbCr => light(pixel, 0),
            Model::Ink => 255 - light(pixel, 0),
            Model::Rgb => grey::luminance(light(pixel, 0), light(pixel, 1), light(pixel, 2)),
            Model::Cmyk => {
                grey::luminance_of_inks(light(pixel, 0), light(pixel, 1), light(pixel, 2), light(pixel, 3))
            }
            Model::Palette(colours) => colours.get(usize::from(value(pixel, 0))).copied().unwrap_or(255),
        };
        let seen = |pixel| match self.alpha {
            None => grey(pixel),
            Some(Alpha { sample, is_in: true }) => grey(pixel).saturating_add(255 - light(pixel, sample)),
            Some(Alpha { sample, is_in: false }) => grey::on_white(grey(pixel), light(pixel, sample)),
        };
        (0..pixels).map(seen).collect()
    }
}

/// The luminances of a colour map: all reds, then all greens, then all blues, of 16 bits each.
fn palette(map: &[u64], bits: u32) -> Result<Vec<u8>, ReadError> {
    let count = 1 << bits.min(16);
    if bits > 8 || map.len() < 3 * count {
        return Err(ReadError::Damaged("a colour map that is too short".to_owned()));
    }
    // Some write eight bits.
    let shift = if map.iter().all(|value| *value < 256) { 0 } else { 8 };
    let of = |at: usize| (map[at] >> shift).min(255) as u8;
    Ok((0..count).map(|at| grey::luminance(of(at), of(at + count), of(at + 2 * count))).collect())
}

/// Rows of `across` samples of so many bits, each row filled up to whole bytes: each sample in a byte of its own.
pub(super) fn spread(rows: Vec<u8>, bits: usize, across: usize) -> Vec<u8> {
    if !matches!(bits, 1 | 2 | 4) {
        return rows;
    }
    let (of_byte, mask) = (8 / bits, (1_u8 << bits) - 1);
    let sample = |row: &[u8], at: usize| row[at / of_byte] >> (8 - bits - at % of_byte * bits) & mask;
    rows.chunks_exact(across.div_ceil(of_byte).max(1))
        .flat_map(|row| (0..across).map(move |at| sample(row, at)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_ends_at_the_width() {
        let rows = vec![0b1010_0000, 0b0000_0000, 0b0000_0000, 0b1000_0000];
        assert_eq!(spread(rows, 1, 9), [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(spread(vec![0b0001_1011, 0b1100_0000], 2, 5), [0, 1, 2, 3, 3]);
        assert_eq!(spread(vec![0x1f, 0x20], 4, 3), [1, 15, 2]);
        assert_eq!(spread(vec![7, 9], 8, 1), [7, 9]);
    }

    fn grey(photometric: u64, bits: u32, extra: &[u64], pixel: &[u8]) -> u8 {
        let map: Vec<u64> = (0..48).map(|at| if at % 16 == 3 { 65_535 } else { 0 }).collect();
        let colours =
            Colours::of(Some(photometric), (pixel.len() as u64, bits, extra), false, Some(&map)).unwrap();
        let [grey] = colours.grey(pixel, 1, 1, false).try_into().unwrap();
        grey
    }

    #[test]
    fn every_model_of_colour_has_its_black_and_its_white() {
        for (photometric, bits, black, white) in [
            (0, 1, &[1_u8][..], &[0_u8][..]),
            (0, 8, &[255], &[0]),
            (1, 1, &[0], &[1]),
            (1, 4, &[0], &[15]),
            (2, 1, &[0, 0, 0], &[1, 1, 1]),
            (2, 16, &[0, 0, 0], &[255, 255, 255]),
            (3, 4, &[0], &[3]),
            (5, 8, &[0, 0, 0, 255], &[0, 0, 0, 0]),
            (6, 8, &[0, 128, 128], &[255, 128, 128]),
            (8, 8, &[0, 0, 0], &[255, 0, 0]),
        ] {
            let shades = (grey(photometric, bits, &[], black), grey(photometric, bits, &[], white));
            assert_eq!(shades, (0, 255), "{photometric} of {bits} bits");
        }
    }

    #[test]
    fn what_is_transparent_is_paper_and_what_only_fills_up_is_not() {
        assert_eq!(grey(1, 8, &[2], &[0, 0]), 255);
        assert_eq!(grey(1, 8, &[1], &[0, 0]), 255);
        assert_eq!(grey(1, 8, &[0], &[0, 0]), 0);
        assert_eq!(grey(2, 8, &[], &[9, 9, 9, 0]), 9);
        assert_eq!(grey(2, 8, &[2], &[9, 9, 9, 255]), 9);
    }

    #[test]
    fn samples_in_planes_are_put_together() {
        let colours = Colours::of(Some(2), (3, 8, &[]), false, None).unwrap();
        let planes = [255, 0, 255, 0, 255, 0];
        assert_eq!(colours.grey(&planes, 2, 1, true), [255, 0]);
        assert_eq!(
            colours.grey(&planes, 2, 1, false),
            [grey::luminance(255, 0, 255), grey::luminance(0, 255, 0)]
        );
    }
}
