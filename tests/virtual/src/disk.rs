//! A real disk that is full when a test wants it to be.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use nix::unistd::{getgid, getuid};

use crate::peers::{PeerMissing, go_without};

/// A small file system in memory; dropping it unmounts it, whatever is still open in it.
#[derive(Debug)]
pub struct SmallDisk {
    place: PathBuf,
    mounter: &'static [&'static str],
}

/// How programs of the system are run as root: by root, or by somebody who may without being asked.
const AS_ROOT: [&[&str]; 2] = [&[], &["sudo", "--non-interactive"]];

impl SmallDisk {
    /// A file system of so many mebibytes in this empty directory. None where this user may not mount one and tests may
    /// go without, which is told then.
    ///
    /// # Errors
    /// [`PeerMissing`] where this user may not, and tests are a check.
    pub fn mount(place: &Path, mebibytes: u32) -> Result<Option<Self>, PeerMissing> {
        let options = format!("size={mebibytes}m,mode=0700,uid={},gid={}", getuid(), getgid());
        for mounter in AS_ROOT {
            let mut mount = as_root(mounter, "mount");
            mount.args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(place);
            if mount.output().is_ok_and(|mounted| mounted.status.success()) {
                return Ok(Some(Self { place: place.to_owned(), mounter }));
            }
        }
        go_without(
            "work on a full disk",
            "root, or sudo without a password, to mount a file system in memory",
        )?;
        Ok(None)
    }

    /// Takes all the room that is left.
    ///
    /// # Errors
    /// When the file system fails in another way than for want of room.
    pub fn fill(&self) -> io::Result<()> {
        let mut ballast = File::create(self.ballast())?;
        for size in [64 * 1024, 4096, 1] {
            loop {
                match ballast.write_all(&vec![1; size]) {
                    Ok(()) => {}
                    Err(error) if error.kind() == ErrorKind::StorageFull => break,
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// Gives back the room that was taken.
    ///
    /// # Errors
    /// When none was taken.
    pub fn free(&self) -> io::Result<()> {
        std::fs::remove_file(self.ballast())
    }

    fn ballast(&self) -> PathBuf {
        self.place.join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // The directory goes with the test; where it cannot be unmounted it is empty.
        let _ = as_root(self.mounter, "umount").arg("--lazy").arg(&self.place).output();
    }
}

fn as_root(mounter: &[&str], program: &str) -> Command {
    match mounter {
        [first, rest @ ..] => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
        [] => Command::new(program),
    }
}
