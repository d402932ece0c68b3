//! Pictures in a PDF that are packed as a fax is.

use hayro::hayro_syntax::object::Stream;
use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode, decode};

use super::stream::{packed, parameters, size};
use crate::reading::ReadError;

/// Width of a fax where nothing is said of it (ISO 32000-1, table 11).
const COLUMNS: u32 = 1728;

/// Counts rows.
struct Rows(u32);

impl Decoder for Rows {
    fn push_row(&mut self, _changes: &[u32]) {
        self.0 += 1;
    }
}

/// Whether there are as many rows as the picture has: what draws it leaves the others white.
///
/// # Errors
/// [`ReadError::Incomplete`] where there are fewer.
pub(super) fn check(stream: &Stream<'_>) -> Result<(), ReadError> {
    let (Some((_, height)), Some(data)) = (size(stream), packed(stream)) else { return Ok(()) };
    let said = parameters(stream, stream.filters().len() - 1);
    let is_so = |key: &str, left_out: bool| said.get::<bool>(key).unwrap_or(left_out);
    let encoding = match said.get::<i32>("K").unwrap_or(0) {
        ..0 => EncodingMode::Group4,
        0 => EncodingMode::Group3_1D,
        1.. => EncodingMode::Group3_2D,
    };
    let settings = DecodeSettings {
        columns: said.get::<u32>("Columns").unwrap_or(COLUMNS),
        rows: height,
        end_of_block: is_so("EndOfBlock", true),
        end_of_line: is_so("EndOfLine", false),
        rows_are_byte_aligned: is_so("EncodedByteAlign", false),
        encoding,
        // As what draws it.
        strict: false,
    };
    let mut rows = Rows(0);
    // Why it ended early does not matter.
    let _ = decode(&data, &mut rows, &mut DecoderContext::new(settings));
    if rows.0 < height { Err(ReadError::Incomplete) } else { Ok(()) }
}
