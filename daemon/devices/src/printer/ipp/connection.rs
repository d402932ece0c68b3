//! A connection to a printer, encrypted or not, that notes whether anything came back on it.

use std::io;
use std::os::fd::AsRawFd;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use nix::errno::Errno;
use nix::sys::socket::{MsgFlags, recv};
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;

use super::config::IppConfig;
use crate::printer::wire::{WireError, dial};
use crate::{Reason, tls};

/// An open connection.
pub(super) struct Connection {
    stream: Stream,
    heard: Arc<AtomicBool>,
}

enum Stream {
    Plain(TcpStream),
    Encrypted(Box<TlsStream<TcpStream>>),
}

impl Connection {
    /// Opens a connection. What is trusted is read anew each time: a certificate may be replaced while the daemon
    /// runs.
    pub(super) async fn open(config: &IppConfig) -> Result<Self, WireError> {
        let dialled = timeout(config.connect(), dial(&config.uri.host_and_port())).await;
        let stream = dialled.unwrap_or(Err(WireError(Reason::HostUnreachable)))?;
        let stream = match config.uri.is_tls() {
            false => Stream::Plain(stream),
            true => Stream::Encrypted(Box::new(encrypted(config, stream).await?)),
        };
        Ok(Self { stream, heard: Arc::default() })
    }

    /// Becomes true when something comes back.
    pub(super) fn heard(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.heard)
    }

    /// Listens for a moment. True when the other side has closed a connection on which nothing was asked, or spoke
    /// unasked, which only encryption does.
    pub(super) async fn hung_up(&self, listen: Duration) -> bool {
        sleep(listen).await;
        let (socket, speaks) = match &self.stream {
            Stream::Plain(stream) => (stream, false),
            Stream::Encrypted(stream) => (stream.get_ref().0, true),
        };
        // The end is seen also behind what was said and not read, such as the session tickets of TLS.
        match timeout(Duration::ZERO, socket.ready(Interest::READABLE)).await {
            Ok(Ok(ready)) if ready.is_read_closed() => return true,
            Ok(Err(_)) => return true,
            Ok(Ok(_)) | Err(_) => {}
        }
        let said = recv(socket.as_raw_fd(), &mut [0], MsgFlags::MSG_PEEK | MsgFlags::MSG_DONTWAIT);
        match said {
            Ok(0) => true,
            Ok(_) => !speaks,
            Err(error) => error != Errno::EAGAIN,
        }
    }
}

async fn encrypted(config: &IppConfig, stream: TcpStream) -> Result<TlsStream<TcpStream>, WireError> {
    let name = ServerName::try_from(config.uri.host().to_owned());
    let name = name.map_err(|_| WireError(Reason::HostUnreachable))?;
    let connector = tls::connector(&config.trust()).map_err(WireError)?;
    match timeout(config.connect(), connector.connect(name, stream)).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) => Err(WireError(tls::reason_of(&error))),
        Err(_) => Err(WireError(Reason::TimeOut)),
    }
}

impl Stream {
    fn pinned(&mut self) -> Pin<&mut dyn Duplex> {
        match self {
            Self::Plain(stream) => Pin::new(stream),
            Self::Encrypted(stream) => Pin::new(stream.as_mut()),
        }
    }
}

trait Duplex: AsyncRead + AsyncWrite + Unpin {}

impl<T: AsyncRead + AsyncWrite + Unpin> Duplex for T {}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = self.stream.pinned().poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.heard.store(true, Ordering::Relaxed);
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream.pinned().poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.pinned().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.pinned().poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_virtual::{EsclOptions, VirtualEscl};

    const LISTEN: Duration = Duration::from_millis(50);

    /// A server that speaks TLS sends session tickets unasked, which nobody reads before the end.
    #[tokio::test]
    async fn the_end_is_seen_behind_what_was_said_unasked() {
        let mut page = std::io::Cursor::new(Vec::new());
        image::GrayImage::new(8, 8).write_to(&mut page, image::ImageFormat::Png).unwrap();
        for tls in [false, true] {
            let options = EsclOptions { tls, ..EsclOptions::default() };
            let server = VirtualEscl::start_with(page.get_ref(), options).await.unwrap();
            let scheme = if tls { "ipps" } else { "ipp" };
            let uri = format!("{scheme}://{}/ipp/print", server.address()).parse().unwrap();
            let mut config = IppConfig::new("printer".parse().unwrap(), uri);
            config.certificate_sha256 = tls.then(|| server.certificate_sha256().parse().unwrap());
            let connection = Connection::open(&config).await.unwrap();
            assert!(!connection.hung_up(LISTEN).await, "open, TLS: {tls}");
            server.unplug().await;
            assert!(connection.hung_up(LISTEN).await, "closed, TLS: {tls}");
        }
    }
}
