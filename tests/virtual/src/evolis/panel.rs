//! One printed side of a card, as the printer's own bitmap memory holds it.

use std::path::Path;

use image::{GrayImage, Luma};

use crate::VirtualError;

/// Dots on one line: 648, at 300 dpi (A5013 rev. E, chapter 2).
pub const PANEL_DOTS: usize = 648;
/// Lines on one panel: 1016.
pub const PANEL_LINES: usize = 1016;
/// Bytes that hold one line of a two-level panel.
pub(crate) const LINE_BYTES: usize = PANEL_DOTS / 8;
/// Bytes that hold a whole two-level panel.
pub(crate) const PANEL_BYTES: usize = LINE_BYTES * PANEL_LINES;

/// Why downloaded data is not a panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PanelError {
    /// Uncompressed data has another size than a panel.
    #[error("{0} bytes, a panel has {PANEL_BYTES}")]
    Size(usize),
    /// Compressed data ends before the last line, or goes on after it.
    #[error("compressed data describes {0} lines, a panel has {PANEL_LINES}")]
    Lines(usize),
    /// A line announces more bytes than a line has.
    #[error("line {line} announces {bytes} bytes")]
    Overrun {
        /// The line, counted from 0.
        line: usize,
        /// The announced number.
        bytes: u8,
    },
}

/// A two-level panel of 648 × 1016 dots; a set bit is a black dot, the most significant bit comes first.
#[derive(Clone, PartialEq, Eq)]
pub struct Panel {
    bits: Vec<u8>,
}

impl std::fmt::Debug for Panel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Panel({} black dots)", self.black_dots())
    }
}

impl Panel {
    /// A panel from the data of a `Db` command.
    ///
    /// # Errors
    /// When the data is not exactly one panel.
    pub fn from_plain(data: &[u8]) -> Result<Self, PanelError> {
        if data.len() == PANEL_BYTES {
            Ok(Self { bits: data.to_vec() })
        } else {
            Err(PanelError::Size(data.len()))
        }
    }

    /// A panel from the data of a `Dbc` command (A5013 rev. E, chapter 4, panels K and O).
    ///
    /// # Errors
    /// When the data does not describe exactly 1016 lines of at most 81 bytes.
    pub fn from_compressed(data: &[u8]) -> Result<Self, PanelError> {
        let mut bits = Vec::with_capacity(PANEL_BYTES);
        let mut rest = data;
        let mut lines = 0;
        while let Some((&head, tail)) = rest.split_first() {
            if lines == PANEL_LINES {
                return Err(PanelError::Lines(lines + 1));
            }
            rest = tail;
            match head {
                0x00 => bits.extend([0x00; LINE_BYTES]),
                0xff => bits.extend([0xff; LINE_BYTES]),
                useful if usize::from(useful) <= LINE_BYTES => {
                    let (line, after) =
                        rest.split_at_checked(usize::from(useful)).ok_or(PanelError::Lines(lines))?;
                    bits.extend_from_slice(line);
                    bits.resize(bits.len() + LINE_BYTES - line.len(), 0x00);
                    rest = after;
                }
                bytes => return Err(PanelError::Overrun { line: lines, bytes }),
            }
            lines += 1;
        }
        if lines == PANEL_LINES { Ok(Self { bits }) } else { Err(PanelError::Lines(lines)) }
    }

    /// The packed lines: 81 bytes each, 1016 of them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bits
    }

    /// True when the dot is black; false outside the panel.
    #[must_use]
    pub fn is_black(&self, dot: usize, line: usize) -> bool {
        dot < PANEL_DOTS
            && line < PANEL_LINES
            && self.bits[line * LINE_BYTES + dot / 8] & (0x80 >> (dot % 8)) != 0
    }

    /// How many dots are black.
    #[must_use]
    pub fn black_dots(&self) -> usize {
        self.bits.iter().map(|byte| byte.count_ones() as usize).sum()
    }

    /// The card as a person holds it: 1016 wide and 648 high. The card travels through the printer short
    /// side first, so the panel is the picture turned a quarter clockwise; this turns it back.
    #[must_use]
    pub fn picture(&self) -> GrayImage {
        GrayImage::from_fn(PANEL_LINES as u32, PANEL_DOTS as u32, |x, y| {
            let black = self.is_black(PANEL_DOTS - 1 - y as usize, x as usize);
            Luma([if black { 0 } else { 255 }])
        })
    }

    /// Saves [`picture`](Self::picture) as PNG.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save_png(&self, path: &Path) -> Result<(), VirtualError> {
        self.picture().save(path).map_err(|source| VirtualError::Picture { path: path.to_path_buf(), source })
    }
}

/// A card that left the printer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// What was printed on the front in black, if anything.
    pub front: Option<Panel>,
    /// What was printed on the back in black, if anything.
    pub back: Option<Panel>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressed_lines_mean_white_black_and_partly_used() {
        let mut data = vec![0x00, 0xff, 0x02, 0x80, 0x01];
        data.extend(vec![0x00; PANEL_LINES - 3]);
        let panel = Panel::from_compressed(&data).unwrap();
        assert!(!panel.is_black(0, 0));
        assert!(panel.is_black(0, 1) && panel.is_black(647, 1));
        assert!(panel.is_black(0, 2) && panel.is_black(15, 2) && !panel.is_black(16, 2));
        assert_eq!(panel.black_dots(), 648 + 2);
    }

    #[test]
    fn data_that_is_not_a_panel_is_refused() {
        assert_eq!(Panel::from_plain(&[0; 9]), Err(PanelError::Size(9)));
        assert_eq!(Panel::from_compressed(&[0; 3]), Err(PanelError::Lines(3)));
        assert_eq!(Panel::from_compressed(&[0; PANEL_LINES + 1]), Err(PanelError::Lines(PANEL_LINES + 1)));
        assert_eq!(Panel::from_compressed(&[82]), Err(PanelError::Overrun { line: 0, bytes: 82 }));
        assert_eq!(Panel::from_compressed(&[5, 1, 2]), Err(PanelError::Lines(0)));
    }

    #[test]
    fn the_picture_is_the_panel_turned_back() {
        let mut bits = vec![0; PANEL_BYTES];
        bits[0] = 0x80;
        let picture = Panel::from_plain(&bits).unwrap().picture();
        assert_eq!(picture.dimensions(), (1016, 648));
        assert_eq!(picture.get_pixel(0, 647), &Luma([0]), "the first dot sent is the lower left corner");
    }
}
