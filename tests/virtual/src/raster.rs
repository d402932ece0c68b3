//! Reads PWG raster (PWG 5102.4), as a printer does.

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PwgPage {
    /// Dots on a line.
    pub width: usize,
    /// Lines.
    pub height: usize,
    /// Dots per inch.
    pub dpi: u32,
    /// The name of the size.
    pub media: String,
    /// Bits of a dot: 1 (a set bit is black) or 8 (0 is black).
    bits: u32,
    line_bytes: usize,
    lines: Vec<u8>,
}

impl PwgPage {
    /// Reads the first page of a file; nothing when it is none, or ends too early.
    #[must_use]
    pub fn read(file: &[u8]) -> Option<Self> {
        let rest = file.strip_prefix(b"RaS2")?;
        let (header, mut data) = rest.split_at_checked(1796)?;
        let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
        let size = |at: usize| usize::try_from(number(at)?).ok();
        let text = |at: usize| {
            let bytes = header.get(at..at + 64)?;
            let end = bytes.iter().position(|byte| *byte == 0)?;
            String::from_utf8(bytes.get(..end)?.to_vec()).ok()
        };
        let (bits, space) = (number(388)?, number(400)?);
        // One colour: black, or luminance.
        if text(0)? != "PwgRaster" || number(420)? != 1 || !matches!((bits, space), (1, 3) | (8, 18)) {
            return None;
        }
        let (height, line_bytes) = (size(376)?, size(392)?);
        let mut lines = Vec::with_capacity(height * line_bytes);
        while lines.len() < height * line_bytes {
            let (&repeat, after) = data.split_first()?;
            let (line, used) = expand_line(after, line_bytes, 1)?;
            for _ in 0..=repeat {
                lines.extend_from_slice(&line);
            }
            data = after.get(used..)?;
        }
        let fits = lines.len() == height * line_bytes && data.is_empty();
        fits.then_some(Self {
            width: size(372)?,
            height,
            dpi: number(276)?,
            media: text(1732)?,
            bits,
            line_bytes,
            lines,
        })
    }

    /// True when the dot is black; false outside.
    #[must_use]
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        if x >= self.width || y >= self.height {
            return false;
        }
        let line = y * self.line_bytes;
        match self.bits {
            1 => self.lines[line + x / 8] & (0x80 >> (x % 8)) != 0,
            _ => self.lines[line + x] < 0x80,
        }
    }
}

/// Expands the data of one line of `length` bytes in units of `unit` bytes; also how many bytes of the data that
/// took. Nothing when they end too early or describe more than a line.
#[must_use]
pub fn expand_line(data: &[u8], length: usize, unit: usize) -> Option<(Vec<u8>, usize)> {
    let mut line = Vec::with_capacity(length);
    let mut used = 0;
    while line.len() < length {
        let count = usize::from(*data.get(used)?);
        used += 1;
        if count < 128 {
            let value = data.get(used..used + unit)?;
            line.extend((0..=count).flat_map(|_| value.iter().copied()));
            used += unit;
        } else {
            let literal = (257 - count) * unit;
            line.extend_from_slice(data.get(used..used + literal)?);
            used += literal;
        }
    }
    (line.len() == length).then_some((line, used))
}
