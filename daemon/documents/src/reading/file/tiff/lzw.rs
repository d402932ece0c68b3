//! Strips and tiles that are packed by LZW (TIFF 6.0, section 13).

use weezl::decode::{Configuration, Decoder};
use weezl::{BitOrder, LzwStatus};

use super::chunks::Chunks;
use super::layout::Layout;
use crate::reading::ReadError;

/// Puts what the strips or tiles of a page unpack to behind the file, and returns where that is.
///
/// # Errors
/// [`ReadError::Incomplete`] where there is too little of one, [`ReadError::Damaged`] where it makes no sense,
/// [`ReadError::Unusual`] for a kind of before TIFF 6.0.
pub(super) fn unpack(file: &mut Vec<u8>, layout: &Layout) -> Result<Chunks, ReadError> {
    let from = file.len() as u64;
    let samples = if layout.planar { 1 } else { layout.samples };
    let (mut lengths, mut all) = (Vec::new(), Vec::new());
    for (place, (width, height)) in layout.chunks.places().zip(layout.chunks.sizes()) {
        let row = (u64::from(*width) * layout.bits * samples).div_ceil(8);
        let length = row * u64::from(*height);
        all.extend(unpacked(file.get(place).ok_or(ReadError::Incomplete)?, length as usize)?);
        lengths.push(length);
    }
    file.append(&mut all);
    Ok(layout.chunks.moved(from, lengths))
}

/// So many bytes, and no more.
fn unpacked(packed: &[u8], length: usize) -> Result<Vec<u8>, ReadError> {
    // The first code is to empty the table: nine bits, of which the first is set. Before TIFF 6.0 they stood the other
    // way.
    if let [0, second, ..] = packed
        && second & 1 == 1
    {
        return Err(ReadError::Unusual("LZW of before TIFF 6.0".to_owned()));
    }
    let mut decoder: Decoder = Configuration::with_tiff_size_switch(BitOrder::Msb, 8).build();
    let (mut bytes, mut rest, mut at) = (vec![0; length], packed, 0);
    while at < length {
        let done = decoder.decode_bytes(rest, &mut bytes[at..]);
        (rest, at) = (&rest[done.consumed_in..], at + done.consumed_out);
        match done.status {
            Err(error) => return Err(ReadError::Damaged(error.to_string())),
            Ok(LzwStatus::Ok) => {}
            Ok(LzwStatus::Done | LzwStatus::NoProgress) => break,
        }
    }
    if at < length { Err(ReadError::Incomplete) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use weezl::encode;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8);
        encoder.encode(bytes).unwrap()
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_out_whole_and_what_was_cut_does_not(
            bytes in proptest::collection::vec(0_u8..4, 1..3000), cut in any::<prop::sample::Index>()
        ) {
            let packed = packed(&bytes);
            prop_assert_eq!(unpacked(&packed, bytes.len()), Ok(bytes.clone()));
            let cut = &packed[..cut.index(packed.len() - 2)];
            prop_assert!(unpacked(cut, bytes.len()).is_err());
            prop_assert_eq!(unpacked(&packed, bytes.len() + 1), Err(ReadError::Incomplete));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = unpacked(&bytes, 2000);
        }
    }

    #[test]
    fn the_kind_of_before_is_named() {
        assert!(matches!(unpacked(&[0, 1, 2, 3], 10), Err(ReadError::Unusual(_))));
    }
}
