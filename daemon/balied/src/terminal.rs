//! What the tools of the daemon tell the person who started them.
//!
//! Much of it was read in the state directory, where the user of the service may put anything, and is shown on the
//! terminal of root. So everything is shown by [`visible`], what is logged there too.

use balie_reading::visible;
use std::io::{self, Write};

/// Tells something on standard error: one line, or one in each language.
pub fn tell(text: impl std::fmt::Display) {
    for line in text.to_string().lines() {
        eprintln!("balied: {}", visible(line));
    }
}

/// Writes what was asked for to standard output.
///
/// # Errors
/// What keeps it from being written.
pub fn print(text: &str) -> io::Result<()> {
    io::stdout().lock().write_all(visible(text).as_bytes())
}

/// Standard error, for a log that people read. The log itself only makes the text of a message visible, not that of the
/// other fields.
#[derive(Debug, Clone, Copy, Default)]
pub struct VisibleLog;

impl Write for VisibleLog {
    /// Takes whole lines.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        io::stderr().write_all(visible(&String::from_utf8_lossy(line)).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
