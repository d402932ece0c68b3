//! A connection whose handshake is done.

use super::guard::Guard;
use super::peer::Peer;
use crate::listen::Slot;
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::{CancellationToken, DropGuard, WaitForCancellationFutureOwned};
use tonic::transport::server::Connected;

/// How often is looked whether a station may stay. A request is looked at by itself; this is for streams, which only
/// listen.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// A stranger has this long to enrol.
const STRANGER_STAYS: Duration = Duration::from_secs(30);

/// What a connection takes up while it is open.
#[derive(Debug)]
pub enum Place {
    /// One of the stations' connections.
    Station(#[allow(dead_code, reason = "held")] OwnedSemaphorePermit),
    /// One of the strangers'.
    Stranger(#[allow(dead_code, reason = "held")] Slot<IpAddr>),
}

/// A connection; it breaks when its station is revoked, or when a stranger stays too long.
pub struct Connection {
    tls: TlsStream<TcpStream>,
    peer: Peer,
    broken: Pin<Box<WaitForCancellationFutureOwned>>,
    token: CancellationToken,
    _closed: DropGuard,
    _place: Place,
}

impl Connection {
    /// A connection with this peer.
    pub fn new(tls: TlsStream<TcpStream>, peer: Peer, guard: Arc<Guard>, place: Place) -> Self {
        let (token, closed) = (CancellationToken::new(), CancellationToken::new());
        tokio::spawn(watch(peer.clone(), guard, token.clone(), closed.clone()));
        Self {
            tls,
            peer,
            broken: Box::pin(token.clone().cancelled_owned()),
            token,
            _closed: closed.drop_guard(),
            _place: place,
        }
    }
}

/// Breaks the connection when its time has come.
async fn watch(peer: Peer, guard: Arc<Guard>, token: CancellationToken, closed: CancellationToken) {
    let over = async {
        let Peer::Station(station) = &peer else { return tokio::time::sleep(STRANGER_STAYS).await };
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            if let Some(why) = guard.objection(station) {
                tracing::info!(station = station.name, ?why, "connection broken");
                return;
            }
        }
    };
    tokio::select! {
        () = closed.cancelled() => {}
        () = over => token.cancel(),
    }
}

fn broken() -> io::Error {
    io::Error::new(ErrorKind::ConnectionAborted, "the peer may not stay")
}

impl Connected for Connection {
    type ConnectInfo = Peer;

    fn connect_info(&self) -> Peer {
        self.peer.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // HTTP/2 always reads: this wakes a connection that is otherwise silent.
        if self.broken.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(broken()));
        }
        Pin::new(&mut self.tls).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        if self.token.is_cancelled() {
            return Poll::Ready(Err(broken()));
        }
        Pin::new(&mut self.tls).poll_write(cx, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tls).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tls).poll_shutdown(cx)
    }
}
