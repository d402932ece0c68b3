//! Commands for the virtual serial scanner.
//!
//! ```text
//! scan CODE             type the code; a line that starts with no other command is a code by itself
//! raw HEX               type exactly these bytes, e.g. `raw 02 31 32 03`
//! slow MILLISECONDS CODE
//! unplug | replug | quit
//! ```

use std::time::Duration;

use super::{Next, not_understood, words};
use crate::{VirtualError, VirtualSerialScanner};

/// Carries one line out.
///
/// # Errors
/// When the line is not understood, or the scanner is unplugged.
pub fn obey(scanner: &mut VirtualSerialScanner, line: &str) -> Result<Next, VirtualError> {
    let Some(words) = words(line) else { return Ok(Next::Continue(None)) };
    match words.as_slice() {
        ["scan", ..] => scanner.scan(line.trim_start().trim_start_matches("scan").trim())?,
        ["raw", bytes @ ..] => {
            let bytes: Result<Vec<u8>, _> = bytes.iter().map(|byte| u8::from_str_radix(byte, 16)).collect();
            scanner.send_raw(&bytes.map_err(|_| not_understood(line))?)?;
        }
        ["slow", gap, code] => {
            let gap = gap.parse().map(Duration::from_millis).map_err(|_| not_understood(line))?;
            scanner.send_slowly(format!("{code}\r").as_bytes(), gap)?;
        }
        ["unplug"] => scanner.unplug()?,
        ["replug"] => scanner.replug()?,
        ["quit"] => return Ok(Next::Quit),
        _ => scanner.scan(line.trim())?,
    }
    Ok(Next::Continue(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_bare_line_is_a_code() {
        let place = tempfile::tempdir().unwrap();
        let mut scanner = VirtualSerialScanner::plug(place.path().join("scanner")).unwrap();
        let mut reader = std::fs::File::open(scanner.path()).unwrap();
        for line in ["29401000075801", "scan A 1", "raw 02 03", "slow 1 Z"] {
            obey(&mut scanner, line).unwrap();
        }
        let mut typed = [0; 23];
        reader.read_exact(&mut typed).unwrap();
        assert_eq!(&typed, b"29401000075801\rA 1\r\x02\x03Z\r");
        assert!(obey(&mut scanner, "raw zz").is_err());
    }
}
