//! Strips and tiles that are packed as a fax is: ITU-T T.4, in one and in two dimensions, and T.6.

use hayro_ccitt::{DecodeError, DecodeSettings, Decoder, DecoderContext, EncodingMode, decode};

use super::chunks::Chunks;
use crate::reading::ReadError;

/// How a fax is packed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Kind {
    encoding: EncodingMode,
    end_of_line: bool,
    aligned: bool,
}

/// Bits of T4Options and T6Options (TIFF 6.0, section 11).
const TWO_DIMENSIONS: u64 = 1;
const UNCOMPRESSED: u64 = 2;

impl Kind {
    /// T.4 in one dimension without marks, in which every row begins at a byte (TIFF 6.0, section 10).
    pub fn rows_alone() -> Self {
        Self { encoding: EncodingMode::Group3_1D, end_of_line: false, aligned: true }
    }

    /// T.4, with T4Options.
    ///
    /// # Errors
    /// [`ReadError::Unusual`] for a mode that no fax machine uses.
    pub fn group_3(options: u64) -> Result<Self, ReadError> {
        let in_two = options & TWO_DIMENSIONS != 0;
        let encoding = if in_two { EncodingMode::Group3_2D } else { EncodingMode::Group3_1D };
        compressed(options)?;
        // Whether there are marks, the data tell.
        Ok(Self { encoding, end_of_line: false, aligned: false })
    }

    /// T.6, with T6Options.
    ///
    /// # Errors
    /// As for [`group_3`](Self::group_3).
    pub fn group_4(options: u64) -> Result<Self, ReadError> {
        compressed(options)?;
        Ok(Self { encoding: EncodingMode::Group4, end_of_line: false, aligned: false })
    }

    fn settings(self, (columns, rows): (u32, u32)) -> DecodeSettings {
        let Self { encoding, end_of_line, aligned: rows_are_byte_aligned } = self;
        DecodeSettings {
            columns,
            rows,
            end_of_block: true,
            end_of_line,
            rows_are_byte_aligned,
            encoding,
            // A line that the telephone damaged costs that line.
            strict: false,
        }
    }
}

fn compressed(options: u64) -> Result<(), ReadError> {
    if options & UNCOMPRESSED == 0 {
        Ok(())
    } else {
        Err(ReadError::Unusual("an uncompressed fax".to_owned()))
    }
}

/// Rows of a strip or tile, put in their place on a page: 1 where a run is black.
struct Rows<'p> {
    page: &'p mut [u8],
    page_width: usize,
    left: usize,
    top: usize,
    width: usize,
    done: u32,
}

impl Decoder for Rows<'_> {
    fn push_row(&mut self, changes: &[u32]) {
        let y = self.top + self.done as usize;
        self.done += 1;
        let begin = y * self.page_width;
        let Some(row) = self.page.get_mut(begin..begin + self.page_width) else { return };
        for run in changes.chunks(2) {
            let from = self.left + run[0] as usize;
            let to = self.left + run.get(1).map_or(self.width, |end| *end as usize);
            let to = to.min(self.page_width);
            if from < to {
                row[from..to].fill(1);
            }
        }
    }
}

/// The samples of a page of this size, 0 or 1 each. `reversed`: the bits of each byte stand the other way round.
pub(super) fn unpack(
    kind: Kind,
    file: &[u8],
    chunks: &Chunks,
    size: (u32, u32),
    reversed: bool,
) -> Result<Vec<u8>, ReadError> {
    let read = unpack_as(kind, file, chunks, size, reversed);
    match read {
        // Some say T.4 of rows without marks.
        Err(_) if kind.encoding != EncodingMode::Group4 => {
            unpack_as(Kind::rows_alone(), file, chunks, size, reversed).or(read)
        }
        read => read,
    }
}

fn unpack_as(
    kind: Kind,
    file: &[u8],
    chunks: &Chunks,
    (width, height): (u32, u32),
    reversed: bool,
) -> Result<Vec<u8>, ReadError> {
    let page_width = width as usize;
    let mut page = vec![0; page_width * height as usize];
    let (mut left, mut top) = (0, 0);
    for (place, size) in chunks.places().zip(chunks.sizes()) {
        let packed = file.get(place).ok_or(ReadError::Incomplete)?;
        let turned: Vec<u8>;
        let packed = if reversed {
            turned = packed.iter().map(|byte| byte.reverse_bits()).collect();
            &turned
        } else {
            packed
        };
        let mut rows = Rows { page: &mut page, page_width, left, top, width: size.0 as usize, done: 0 };
        let ended = decode(packed, &mut rows, &mut DecoderContext::new(kind.settings(*size)));
        if rows.done < size.1 {
            return Err(match ended {
                Err(DecodeError::InvalidCode | DecodeError::Overflow) => {
                    ReadError::Damaged("a line of a fax".to_owned())
                }
                _ => ReadError::Incomplete,
            });
        }
        left += size.0 as usize;
        if !chunks.are_tiles() || left >= page_width {
            (left, top) = (0, top + size.1 as usize);
        }
    }
    Ok(page)
}
