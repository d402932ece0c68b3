//! TIFF files put together byte by byte, and those of whole pages.

use balie_documents::PageImage;
use std::io::Cursor;
use tiff::encoder::{Compression, TiffEncoder, colortype};

/// Size of the pictures in `fixtures/varieties`.
pub const WIDTH: usize = 620;
pub const HEIGHT: usize = 240;

/// A TIFF of one strip or more, of which every entry can be left out or be another.
pub struct Tiff {
    pub big_endian: bool,
    pub entries: Vec<(u16, Vec<u32>)>,
    pub strips: Vec<Vec<u8>>,
}

impl Tiff {
    /// Shades of grey of so many bits, in these strips.
    pub fn of(bits: u32, strips: &[&[u8]]) -> Self {
        let rows = u32::try_from(HEIGHT.div_ceil(strips.len())).unwrap();
        let entries = [
            (256, vec![WIDTH as u32]),
            (257, vec![HEIGHT as u32]),
            (258, vec![bits]),
            (259, vec![1]),
            (262, vec![1]),
            (273, Vec::new()),
            (277, vec![1]),
            (278, vec![rows]),
            (279, strips.iter().map(|strip| strip.len() as u32).collect()),
        ];
        let strips = strips.iter().map(|strip| strip.to_vec()).collect();
        Self { big_endian: false, entries: entries.to_vec(), strips }
    }

    pub fn put(&mut self, tag: u16, values: &[u32]) -> &mut Self {
        self.leave_out(tag).entries.push((tag, values.to_vec()));
        self
    }

    pub fn leave_out(&mut self, tag: u16) -> &mut Self {
        self.entries.retain(|(other, _)| *other != tag);
        self
    }

    pub fn bytes(&mut self) -> Vec<u8> {
        let big = self.big_endian;
        let four = |value: u32| if big { value.to_be_bytes() } else { value.to_le_bytes() };
        let two = |value: u16| if big { value.to_be_bytes() } else { value.to_le_bytes() };
        let mut file = [if big { *b"MM\0*" } else { *b"II*\0" }, [0; 4]].concat();
        let mut offsets = Vec::new();
        for strip in &self.strips {
            offsets.push(file.len() as u32);
            file.extend(strip);
        }
        self.put(273, &offsets);
        self.entries.sort_by_key(|(tag, _)| *tag);
        let mut directory = two(self.entries.len() as u16).to_vec();
        for (tag, values) in &self.entries {
            let mut value: Vec<u8> = values.iter().flat_map(|value| four(*value)).collect();
            if value.len() > 4 {
                let at = file.len() as u32;
                file.append(&mut value);
                value = four(at).to_vec();
            }
            directory.extend([&two(*tag)[..], &two(4), &four(values.len() as u32), &value].concat());
        }
        let at = file.len() as u32;
        file[4..8].copy_from_slice(&four(at));
        file.extend(directory);
        file.extend([0; 4]);
        file
    }
}

/// A TIFF of these pages.
pub fn scanned_tiff(pages: &[PageImage], compression: Compression) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut file).unwrap().with_compression(compression);
    for page in pages {
        encoder.write_image::<colortype::Gray8>(page.width(), page.height(), page.pixels()).unwrap();
    }
    file.into_inner()
}

/// The entry of a directory of the usual kind of TIFF, little-endian.
pub fn entry(file: &mut [u8], tag: u16) -> &mut [u8] {
    let at = u32::from_le_bytes(file[4..8].try_into().unwrap()) as usize;
    let entries = file[at + 2..].chunks_exact_mut(12);
    entries.into_iter().find(|entry| entry[..2] == tag.to_le_bytes()).unwrap()
}
