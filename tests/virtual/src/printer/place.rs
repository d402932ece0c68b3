//! Where a virtual printer can be reached.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::os::unix::fs::{OpenOptionsExt, symlink};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use nix::fcntl::{FcntlArg, OFlag, fcntl};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::unix::pipe::{Receiver, Sender};
use tokio::time::Interval;

use crate::scanner::remove_link;
use crate::{Terminal, VirtualError};

/// Where a virtual printer can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A TCP port; port 0 takes a free one.
    Tcp(SocketAddr),
    /// A serial line: a pseudo-terminal under this path.
    Line(PathBuf),
    /// A character device that carries the bytes of a real transport, such as the printer gadget of Linux.
    Device(PathBuf),
    /// A mounted FunctionFS: a USB printer in user space, whose gadget is bound by whoever made it.
    Function {
        /// Where it is mounted.
        mount: PathBuf,
        /// What the printer says it is (IEEE 1284, section 7.6), without the two bytes of length.
        device_id: String,
    },
    /// Standard input and output of this program.
    Stdio,
}

impl Default for Place {
    fn default() -> Self {
        Self::Tcp(SocketAddr::from(([127, 0, 0, 1], 0)))
    }
}

/// Both directions of a conversation with a host.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// A serial line that can be opened under a path; dropping it hangs up and takes the path away.
pub(crate) struct Line {
    link: PathBuf,
    /// Kept open, so that a host that closes the line does not end the device.
    _far_end: File,
}

impl Line {
    /// Makes the line, and the printer's end of it.
    pub(crate) fn plug(link: &Path) -> Result<(Self, Box<dyn Duplex>), VirtualError> {
        let terminal = Terminal::raw()?;
        fcntl(&terminal.near, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
        let near = duplex(File::from(terminal.near)).map_err(VirtualError::Write)?;
        remove_link(link)?;
        symlink(&terminal.path, link)
            .map_err(|source| VirtualError::Link { path: link.to_path_buf(), source })?;
        Ok((Self { link: link.to_path_buf(), _far_end: File::from(terminal.far) }, near))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Err(error) = remove_link(&self.link) {
            tracing::debug!(%error, "the link of a virtual printer stays behind");
        }
    }
}

/// How often a device that has nothing to say is asked again.
const ASK: Duration = Duration::from_millis(10);

/// A character device that is asked, again and again, instead of watched: the printer gadget of Linux gets ready for
/// more data when it is read, and forgets that it was when its interface is reset or plugged in again. Who waits for a
/// sign of it would wait for ever.
struct Device {
    file: File,
    ask: Interval,
}

/// Opens a character device.
pub(crate) fn device(path: &Path) -> io::Result<Box<dyn Duplex>> {
    let file = OpenOptions::new().read(true).write(true).custom_flags(OFlag::O_NONBLOCK.bits()).open(path)?;
    Ok(Box::new(Device { file, ask: tokio::time::interval(ASK) }))
}

impl Device {
    fn poll<T>(
        &mut self,
        context: &mut Context<'_>,
        mut attempt: impl FnMut(&mut File) -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        loop {
            match attempt(&mut self.file) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    std::task::ready!(self.ask.poll_tick(context));
                }
                done => return Poll::Ready(done),
            }
        }
    }
}

impl AsyncRead for Device {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = std::task::ready!(self.poll(context, |file| file.read(into.initialize_unfilled())))?;
        into.advance(read);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Device {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll(context, |file| file.write(bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// To the system terminals are watched like pipes, one end for each direction.
fn duplex(file: File) -> io::Result<Box<dyn Duplex>> {
    let outgoing = Sender::from_file_unchecked(file.try_clone()?)?;
    Ok(Box::new(tokio::io::join(Receiver::from_file_unchecked(file)?, outgoing)))
}
