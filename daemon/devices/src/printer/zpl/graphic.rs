//! A picture as graphic fields.
//!
//! A field holds hexadecimal digits with Zebra's repeat counts (ZPL II Programming Guide, "Alternative Data
//! Compression Scheme"): `G` to `Y` are 1 to 19 times the next digit, `g` to `z` 20 to 400 times, a comma is
//! white to the end of the row, an exclamation mark black to the end of the row, a colon the row before.

use std::fmt::Write;

use crate::Monochrome;

/// A field may hold this many bytes at most (guide, `^GF`).
const MOST: usize = 99_999;

/// The fields that print a picture with its upper left corner in the origin, as many as its size asks for.
#[must_use]
pub fn fields(picture: &Monochrome) -> String {
    let row_bytes = picture.row_bytes();
    let rows_of_field = (MOST / row_bytes.max(1)).max(1);
    let mut zpl = String::with_capacity(picture.packed().len() / 2);
    for (index, rows) in picture.packed().chunks(rows_of_field * row_bytes.max(1)).enumerate() {
        let (y, size) = (index * rows_of_field, rows.len());
        // Writing to a string cannot fail.
        let _ = writeln!(zpl, "^FO0,{y}^GFA,{size},{size},{row_bytes},{}^FS", compress(rows, row_bytes));
    }
    zpl
}

/// Compresses packed rows.
#[must_use]
pub fn compress(rows: &[u8], row_bytes: usize) -> String {
    let mut data = String::with_capacity(rows.len() / 2);
    let mut before: Option<&[u8]> = None;
    for row in rows.chunks(row_bytes.max(1)) {
        if before == Some(row) {
            data.push(':');
        } else {
            compress_row(row, &mut data);
        }
        before = Some(row);
    }
    data
}

fn compress_row(row: &[u8], data: &mut String) {
    let digits: Vec<u8> = row.iter().flat_map(|byte| [byte >> 4, byte & 0xf]).collect();
    let mut rest = digits.as_slice();
    while let Some(&digit) = rest.first() {
        let length = rest.iter().take_while(|&&other| other == digit).count();
        rest = rest.get(length..).unwrap_or_default();
        match digit {
            0x0 if rest.is_empty() => data.push(','),
            0xf if rest.is_empty() => data.push('!'),
            _ => repeat(digit, length, data),
        }
    }
}

fn repeat(digit: u8, mut length: usize, data: &mut String) {
    let letter = |first: u8, count: usize| char::from(first + (count - 1) as u8);
    let character = char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase();
    while length > 0 {
        // 419 at most: 400 by one letter and 19 by the other.
        let count = length.min(419);
        length -= count;
        let (twenties, ones) = (count / 20, count % 20);
        if count > 1 && twenties > 0 {
            data.push(letter(b'g', twenties));
        }
        if count > 1 && ones > 0 {
            data.push(letter(b'G', ones));
        }
        data.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_virtual::zpl::Graphic;
    use proptest::prelude::*;

    #[test]
    fn rows_become_what_the_guide_says() {
        assert_eq!(compress(&[0x66, 0x66, 0x66, 0x60], 4), "M6,");
        assert_eq!(compress(&[0xff, 0xff, 0x00, 0x00, 0xff, 0xff, 0x00, 0x00], 4), "JF,:");
        assert_eq!(compress(&[0xbb; 20], 20), "hB");
        assert_eq!(compress(&[0xff; 3], 3), "!");
        assert_eq!(compress(&[0x0f, 0xf1], 2), "0HF1");
    }

    #[test]
    fn a_large_picture_is_cut_into_fields_that_a_printer_takes() {
        let picture = Monochrome::from_fn(2032, 1296, |x, y| (x ^ y) & 1 == 0);
        let zpl = fields(&picture);
        let sizes: Vec<usize> = zpl
            .split("^GFA,")
            .skip(1)
            .map(|field| field.split(',').next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(sizes.iter().sum::<usize>(), picture.packed().len());
        assert!(sizes.iter().all(|size| *size <= 99_999 && size % 254 == 0), "{sizes:?}");
        assert!(zpl.contains("^FO0,393^GFA,"), "the second field goes on where the first ended");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_printer_reads_back_what_was_compressed(
            row_bytes in 1usize..130,
            seed in prop::collection::vec(prop_oneof![Just(0u8), Just(0xff), Just(0x66), any::<u8>()], 1..40),
            rows in 1usize..20,
        ) {
            let bytes: Vec<u8> = (0..row_bytes * rows).map(|at| seed[(at / 7) % seed.len()]).collect();
            let data = compress(&bytes, row_bytes);
            let read = Graphic::read(&format!("A,{0},{0},{row_bytes},{data}", bytes.len())).unwrap();
            prop_assert_eq!(read.rows, bytes);
        }
    }
}
