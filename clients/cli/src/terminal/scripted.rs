//! A terminal for tests: its lines come from a channel, and what it shows is kept.

use super::{Lines, Output, Style, Terminal};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;

impl Terminal {
    /// A terminal without colours; the end of the channel is the end of the input.
    pub(crate) fn scripted(lines: mpsc::Receiver<String>, out: Shared, err: Shared) -> Self {
        Self {
            out: Output::new(Box::new(out), Style::Plain),
            err: Output::new(Box::new(err), Style::Plain),
            lines: Lines { channel: Some(lines) },
            echoes: false,
        }
    }
}

/// Output that is kept.
#[derive(Clone, Default)]
pub(crate) struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    /// Everything that was written so far.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
