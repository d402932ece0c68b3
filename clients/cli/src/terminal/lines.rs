//! Typed lines, one at a time, without blocking the rest.

use std::io::{self, BufRead as _, Read as _};
use tokio::sync::mpsc;

/// Where lines come from. Standard input is only touched when the first line is asked for, so that a
/// command that asks nothing leaves it to others.
pub(crate) struct Lines {
    pub(super) channel: Option<mpsc::Receiver<String>>,
}

impl Lines {
    pub(super) fn of_stdin() -> Self {
        Self { channel: None }
    }

    /// The next line without its end; none at the end of the input. Cancel safe: a line is not lost.
    pub(crate) async fn next(&mut self) -> Option<String> {
        self.channel.get_or_insert_with(read_stdin).recv().await
    }

    /// Everything, for a file given as `-`: bytes, as the encoding is to be looked at.
    pub(crate) async fn all(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let Some(lines) = &mut self.channel else {
            io::stdin().lock().read_to_end(&mut bytes)?;
            return Ok(bytes);
        };
        while let Some(line) = lines.recv().await {
            bytes.extend_from_slice(line.as_bytes());
            bytes.push(b'\n');
        }
        Ok(bytes)
    }
}

/// Reads on a thread of its own: a read of a terminal cannot be given up, and this one ends with the
/// process. Bytes that are not UTF-8 are replaced, so that a stray key does not end the input.
fn read_stdin() -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel(1);
    std::thread::spawn(move || {
        let mut input = io::stdin().lock();
        let mut bytes = Vec::new();
        while input.read_until(b'\n', &mut bytes).is_ok_and(|count| count > 0) {
            let line = String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned();
            bytes.clear();
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    receiver
}
