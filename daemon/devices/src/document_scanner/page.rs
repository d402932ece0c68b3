//! Whether a page has come in whole.

use crate::Reason;

/// How far from the end of a file its last mark may stand: some firmware fills up to a whole block.
const TAIL: usize = 2048;

/// Makes sure that a file is of a kind that pages come in, and has an end.
///
/// A scanner that loses its strip half-way, or a proxy such as ipp-usb, may end a file in good order on the wire:
/// then only the file itself tells.
pub(super) fn check(file: &[u8]) -> Result<(), Reason> {
    let tail = &file[file.len().saturating_sub(TAIL)..];
    let has = |mark: &[u8]| tail.windows(mark.len()).any(|window| window == mark);
    let whole = if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        has(b"IEND")
    } else if file.starts_with(b"\xff\xd8\xff") {
        has(b"\xff\xd9")
    } else if file.starts_with(b"II*\0") || file.starts_with(b"MM\0*") {
        // The directory may stand anywhere: the reader of the page finds out.
        true
    } else if file[..file.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        has(b"%%EOF")
    } else {
        return Err(if file.is_empty() { Reason::PageIncomplete } else { Reason::GarbageAnswer });
    };
    if whole { Ok(()) } else { Err(Reason::PageIncomplete) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_its_end_is_incomplete_and_another_one_garbage() {
        for (file, checked) in [
            (&b"\x89PNG\r\n\x1a\n....IEND\xae\x42\x60\x82"[..], Ok(())),
            (b"\x89PNG\r\n\x1a\n....", Err(Reason::PageIncomplete)),
            (b"\xff\xd8\xff\xe0....\xff\xd9\0\0\0", Ok(())),
            (b"\xff\xd8\xff\xe0....", Err(Reason::PageIncomplete)),
            (b"%PDF-1.4 ... %%EOF\r\n", Ok(())),
            (b"%PDF-1.4 ...", Err(Reason::PageIncomplete)),
            (b"II*\0\x08\0\0\0", Ok(())),
            (b"<html>sleeping</html>", Err(Reason::GarbageAnswer)),
            (b"", Err(Reason::PageIncomplete)),
        ] {
            assert_eq!(check(file), checked, "{file:?}");
        }
    }
}
