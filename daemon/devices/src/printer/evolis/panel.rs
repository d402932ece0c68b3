//! The black panel and its compression (A5013 rev. E, chapters 2 and 4).

use crate::Monochrome;

/// Dots on a line of a panel.
pub const PANEL_WIDTH: usize = 648;
/// Lines of a panel, in the order in which they are printed.
pub const PANEL_HEIGHT: usize = 1016;
/// Bytes that hold one line.
const LINE: usize = PANEL_WIDTH / 8;

/// A picture in the way the printer wants it: as given when it has the size of a panel, turned a quarter
/// clockwise when it is a card as a person holds it, because a card travels through short side first.
#[must_use]
pub fn as_panel(picture: &Monochrome) -> Option<Monochrome> {
    match (picture.width(), picture.height()) {
        (PANEL_WIDTH, PANEL_HEIGHT) => Some(picture.clone()),
        (PANEL_HEIGHT, PANEL_WIDTH) => Some(picture.rotated_clockwise()),
        _ => None,
    }
}

/// Compresses packed lines of 81 bytes, line by line: 0x00 is a white line, 0xFF a black one, otherwise the
/// number of bytes up to the last one that is not white, and those bytes.
#[must_use]
pub fn compress(lines: &[u8]) -> Vec<u8> {
    let mut data = Vec::with_capacity(lines.len() / 4);
    for line in lines.chunks(LINE) {
        let useful = line.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
        if line.len() == LINE && line.iter().all(|&byte| byte == 0xff) {
            data.push(0xff);
        } else {
            // 81 at most: `chunks` gives no longer line.
            data.push(useful as u8);
            data.extend_from_slice(&line[..useful]);
        }
    }
    data
}

/// Why compressed data cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecompressError {
    /// A line announces more than 81 bytes.
    #[error("line {line} announces {bytes} bytes, a line has {LINE}")]
    Overrun {
        /// The line, counted from 0.
        line: usize,
        /// The announced number.
        bytes: u8,
    },
    /// The data ends within a line.
    #[error("the data ends within line {line}")]
    Truncated {
        /// The line, counted from 0.
        line: usize,
    },
}

/// The lines that [`compress`] was given.
///
/// # Errors
/// When a line announces more bytes than it may have, or than follow.
pub fn decompress(data: &[u8]) -> Result<Vec<u8>, DecompressError> {
    let mut lines = Vec::with_capacity(PANEL_HEIGHT * LINE);
    let mut rest = data;
    let mut line = 0;
    while let Some((&head, tail)) = rest.split_first() {
        rest = tail;
        match head {
            0xff => lines.resize(lines.len() + LINE, 0xff),
            bytes if usize::from(bytes) > LINE => return Err(DecompressError::Overrun { line, bytes }),
            bytes => {
                let (useful, after) =
                    rest.split_at_checked(usize::from(bytes)).ok_or(DecompressError::Truncated { line })?;
                lines.extend_from_slice(useful);
                lines.resize(lines.len() + LINE - useful.len(), 0);
                rest = after;
            }
        }
        line += 1;
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_become_what_the_guide_says() {
        let mut lines = vec![0; LINE];
        lines.extend([0xff; LINE]);
        let mut partly = [0; LINE];
        partly[2] = 0x10;
        lines.extend(partly);
        let mut full = [0xff; LINE];
        full[0] = 0xfe;
        lines.extend(full);
        let data = compress(&lines);
        assert_eq!(data[..6], [0x00, 0xff, 3, 0, 0, 0x10]);
        assert_eq!((data[6], data.len()), (81, 6 + 82));
    }

    #[test]
    fn data_out_of_step_is_refused() {
        assert_eq!(decompress(&[0, 82]), Err(DecompressError::Overrun { line: 1, bytes: 82 }));
        assert_eq!(decompress(&[3, 1, 2]), Err(DecompressError::Truncated { line: 0 }));
    }

    #[test]
    fn a_card_is_turned_and_other_sizes_are_refused() {
        let card = Monochrome::from_fn(1016, 648, |x, y| (x, y) == (0, 647));
        assert!(as_panel(&card).is_some_and(|panel| panel.is_black(0, 0) && panel.black_dots() == 1));
        assert!(as_panel(&Monochrome::white(648, 1016)).is_some());
        assert!(as_panel(&Monochrome::white(640, 1016)).is_none());
    }

    fn line() -> impl Strategy<Value = Vec<u8>> {
        let mixed = (0..=LINE).prop_flat_map(|used| {
            prop::collection::vec(prop_oneof![Just(0u8), Just(0xff), any::<u8>()], used).prop_map(
                |mut bytes| {
                    bytes.resize(LINE, 0);
                    bytes
                },
            )
        });
        prop_oneof![mixed, Just(vec![0; LINE]), Just(vec![0xff; LINE])]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn decompressing_undoes_compressing(lines in prop::collection::vec(line(), 0..60)) {
            let plain = lines.concat();
            let data = compress(&plain);
            prop_assert!(data.len() <= plain.len() + lines.len(), "at most one byte more a line");
            prop_assert_eq!(decompress(&data), Ok(plain));
        }

        #[test]
        fn any_data_is_read_or_refused(data in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(lines) = decompress(&data) {
                prop_assert_eq!(lines.len() % LINE, 0);
            }
        }
    }
}
