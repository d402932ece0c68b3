//! One output stream.

use super::style::Style;
use std::io::Write;

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
