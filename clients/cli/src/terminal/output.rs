//! One output stream.

use super::style::Style;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// One output stream.
pub(super) struct Output {
    stream: Box<dyn Write + Send>,
    style: Style,
    closed: bool,
}

impl Output {
    pub(super) fn new(stream: Box<dyn Write + Send>, style: Style) -> Self {
        Self { stream, style, closed: false }
    }

    pub(super) fn line(&mut self, line: &str) {
        self.bytes(format!("{line}\n").as_bytes());
    }

    pub(super) fn styled(&mut self, line: &str, code: &str) {
        let line = self.style.paint(line, code);
        self.line(&line);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        if !self.closed {
            self.closed = self.stream.write_all(bytes).and_then(|()| self.stream.flush()).is_err();
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }
}

/// Output that is kept, to be read by whoever drives the program.
#[derive(Clone, Default)]
pub struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    /// Everything that was written so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
