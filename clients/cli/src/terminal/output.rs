//! One output stream.

use super::style::Style;
use balie_reading::visible;
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
        self.bytes(format!("{}\n", visible(line)).as_bytes());
    }

    pub(super) fn styled(&mut self, line: &str, code: &str) {
        // Only the escape sequences of the style itself reach the terminal.
        let line = self.style.paint(&visible(line), code);
        self.bytes(format!("{line}\n").as_bytes());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(visible(text).as_bytes());
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
