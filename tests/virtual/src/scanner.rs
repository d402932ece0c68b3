//! A serial barcode scanner on a pseudo-terminal.
//!
//! The hub opens the link as it would open `/dev/ttyACM0`. Unplugging removes the link and hangs the
//! terminal up, exactly what a USB serial device does when its cable is pulled: the reader sees a hang-up on
//! its open handle, and the path is gone until the device comes back under a new terminal.

use std::fs::{self, File};
use std::io::Write;
use std::os::fd::OwnedFd;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::{Terminal, VirtualError};

/// What the scanner types after a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScannerTerminator {
    /// Carriage return: the setting scanners leave the factory with.
    #[default]
    Cr,
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    CrLf,
    /// Nothing at all.
    None,
}

impl ScannerTerminator {
    /// The bytes typed.
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Cr => b"\r",
            Self::Lf => b"\n",
            Self::CrLf => b"\r\n",
            Self::None => b"",
        }
    }
}

/// Both ends of the terminal; the far end is kept open so that closing by the hub does not end the device.
#[derive(Debug)]
struct Plugged {
    typing: File,
    _far_end: OwnedFd,
}

/// A scanner that types on a pseudo-terminal found under a path of the caller's choice.
///
/// Dropping it unplugs it. Writing blocks when the terminal's buffer (about 4 kB) is full and nobody reads.
#[derive(Debug)]
pub struct VirtualSerialScanner {
    link: PathBuf,
    terminator: ScannerTerminator,
    plugged: Option<Plugged>,
}

impl VirtualSerialScanner {
    /// Plugs a scanner in that can be opened at `link`.
    ///
    /// # Errors
    /// When no pseudo-terminal can be had, or when something that is not a link is in the way.
    pub fn plug(link: impl Into<PathBuf>) -> Result<Self, VirtualError> {
        let mut scanner = Self { link: link.into(), terminator: ScannerTerminator::default(), plugged: None };
        scanner.replug()?;
        Ok(scanner)
    }

    /// The same scanner, typing another terminator.
    #[must_use]
    pub fn with_terminator(mut self, terminator: ScannerTerminator) -> Self {
        self.terminator = terminator;
        self
    }

    /// Where the hub finds the scanner.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.link
    }

    /// True while the scanner is plugged in.
    #[must_use]
    pub fn is_plugged(&self) -> bool {
        self.plugged.is_some()
    }

    /// Types a code and the terminator.
    ///
    /// # Errors
    /// When the scanner is unplugged or the terminal refuses the bytes.
    pub fn scan(&mut self, code: &str) -> Result<(), VirtualError> {
        let mut bytes = code.as_bytes().to_vec();
        bytes.extend_from_slice(self.terminator.bytes());
        self.send_raw(&bytes)
    }

    /// Types exactly these bytes.
    ///
    /// # Errors
    /// As [`scan`](Self::scan).
    pub fn send_raw(&mut self, bytes: &[u8]) -> Result<(), VirtualError> {
        let plugged = self.plugged.as_mut().ok_or(VirtualError::Unplugged)?;
        plugged.typing.write_all(bytes).map_err(VirtualError::Write)
    }

    /// Types these bytes one at a time with `gap` between them; blocks the calling thread meanwhile.
    ///
    /// # Errors
    /// As [`scan`](Self::scan).
    pub fn send_slowly(&mut self, bytes: &[u8], gap: Duration) -> Result<(), VirtualError> {
        for (index, byte) in bytes.iter().enumerate() {
            if index > 0 {
                thread::sleep(gap);
            }
            self.send_raw(&[*byte])?;
        }
        Ok(())
    }

    /// Pulls the cable. Unplugging twice is not an error.
    ///
    /// # Errors
    /// When the link cannot be removed.
    pub fn unplug(&mut self) -> Result<(), VirtualError> {
        if self.plugged.take().is_some() {
            remove_link(&self.link)?;
        }
        Ok(())
    }

    /// Plugs the cable in again: a new terminal under the same path. Does nothing when already plugged in.
    ///
    /// # Errors
    /// As [`plug`](Self::plug).
    pub fn replug(&mut self) -> Result<(), VirtualError> {
        if self.plugged.is_some() {
            return Ok(());
        }
        let terminal = Terminal::raw()?;
        remove_link(&self.link)?;
        symlink(&terminal.path, &self.link).map_err(|source| self.link_error(source))?;
        self.plugged = Some(Plugged { typing: File::from(terminal.near), _far_end: terminal.far });
        Ok(())
    }

    fn link_error(&self, source: std::io::Error) -> VirtualError {
        VirtualError::Link { path: self.link.clone(), source }
    }
}

impl Drop for VirtualSerialScanner {
    fn drop(&mut self) {
        if let Err(error) = self.unplug() {
            tracing::debug!(%error, "the link of a virtual scanner stays behind");
        }
    }
}

/// Removes a link of an earlier life; anything that is not a link is left alone and reported.
pub(crate) fn remove_link(path: &Path) -> Result<(), VirtualError> {
    let error = |source| VirtualError::Link { path: path.to_path_buf(), source };
    match fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_symlink() => fs::remove_file(path).map_err(error),
        Ok(_) => Err(error(std::io::Error::from(std::io::ErrorKind::AlreadyExists))),
        Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(other) => Err(error(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn types_what_it_scans_through_its_path() {
        let place = tempfile::tempdir().unwrap();
        let mut scanner = VirtualSerialScanner::plug(place.path().join("scanner")).unwrap();
        let mut reader = File::open(scanner.path()).unwrap();
        scanner.scan("29401000075801").unwrap();
        let mut typed = [0; 15];
        reader.read_exact(&mut typed).unwrap();
        assert_eq!(&typed, b"29401000075801\r");
    }

    #[test]
    fn unplugging_hangs_up_and_takes_the_path_away() {
        let place = tempfile::tempdir().unwrap();
        let mut scanner = VirtualSerialScanner::plug(place.path().join("scanner")).unwrap();
        let mut reader = File::open(scanner.path()).unwrap();
        scanner.unplug().unwrap();
        assert!(fs::symlink_metadata(scanner.path()).is_err());
        assert!(matches!(reader.read(&mut [0; 1]), Ok(0) | Err(_)));
        assert!(matches!(scanner.scan("1"), Err(VirtualError::Unplugged)));

        scanner.replug().unwrap();
        let mut reader = File::open(scanner.path()).unwrap();
        scanner.send_slowly(b"AB\r", Duration::from_millis(1)).unwrap();
        let mut typed = [0; 3];
        reader.read_exact(&mut typed).unwrap();
        assert_eq!(&typed, b"AB\r");
    }

    #[test]
    fn a_file_in_the_way_is_not_removed() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("precious");
        fs::write(&path, "keep").unwrap();
        assert!(matches!(VirtualSerialScanner::plug(&path), Err(VirtualError::Link { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), "keep");
    }
}
