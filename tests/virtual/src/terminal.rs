//! Pseudo-terminals that no other program gets hold of. A program inherits every file that does not close when one is
//! started, and a terminal that such a program has open as well does not hang up before the program ends.

use std::os::fd::OwnedFd;
use std::path::PathBuf;

use nix::fcntl::{OFlag, open};
use nix::pty::{grantpt, posix_openpt, ptsname_r, unlockpt};
use nix::sys::stat::Mode;
use nix::sys::termios::{SetArg, cfmakeraw, tcgetattr, tcsetattr};

/// A pseudo-terminal. Whoever starts programs meanwhile hands neither end on.
#[derive(Debug)]
pub struct Terminal {
    /// The end of a device that is played, or of a person.
    pub near: OwnedFd,
    /// The end of the program that faces it.
    pub far: OwnedFd,
    /// Where that end can be opened once more.
    pub path: PathBuf,
}

impl Terminal {
    /// A terminal for a person: it echoes what is typed, and edits lines.
    ///
    /// # Errors
    /// When no pseudo-terminal can be had.
    pub fn open() -> nix::Result<Self> {
        // openpty(3) has no such flag, and between it and a later fcntl(2) another thread may start a program.
        let flags = OFlag::O_RDWR | OFlag::O_NOCTTY | OFlag::O_CLOEXEC;
        let near = posix_openpt(flags)?;
        grantpt(&near)?;
        unlockpt(&near)?;
        let path = PathBuf::from(ptsname_r(&near)?);
        let far = open(&path, flags, Mode::empty())?;
        Ok(Self { near: near.into(), far, path })
    }

    /// A line that carries bytes as they are.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn raw() -> nix::Result<Self> {
        let terminal = Self::open()?;
        // Without raw mode it would echo what is sent and turn CR into LF.
        let mut settings = tcgetattr(&terminal.far)?;
        cfmakeraw(&mut settings);
        tcsetattr(&terminal.far, SetArg::TCSANOW, &settings)?;
        Ok(terminal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nix::fcntl::{FcntlArg, fcntl};
    use std::fs::File;
    use std::io::{ErrorKind, Read as _};
    use std::process::Command;
    use std::time::Duration;

    #[test]
    fn it_hangs_up_while_a_program_runs_that_was_started_meanwhile() {
        let (one, other) = (Terminal::raw().unwrap(), Terminal::raw().unwrap());
        let mut program = Command::new("sleep").arg("30").spawn().unwrap();
        for (closed, left) in [(one.near, one.far), (other.far, other.near)] {
            drop(closed);
            fcntl(&left, FcntlArg::F_SETFL(OFlag::O_NONBLOCK)).unwrap();
            let mut left = File::from(left);
            // The program lets go of it as it begins, which may be a moment after it was started.
            while left.read(&mut [0; 1]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock) {
                assert!(program.try_wait().unwrap().is_none(), "it hung up when the program had ended");
                std::thread::sleep(Duration::from_millis(5));
            }
            assert!(program.try_wait().unwrap().is_none(), "it hung up when the program had ended");
        }
        program.kill().unwrap();
        program.wait().unwrap();
    }
}
