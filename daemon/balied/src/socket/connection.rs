//! A connection on the socket.

use super::authority::HostNames;
use crate::listen::{LocalPeer, Slot};
use prost::bytes::Bytes;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::UnixStream;
use tokio::time::{Instant, Sleep, sleep};
use tonic::transport::server::Connected;

/// A connection of which no call was let in is closed after this long.
const SILENT: Duration = Duration::from_secs(10);

/// A connection with its place. It breaks when nothing that is allowed was asked on it in time.
pub struct Connection {
    stream: UnixStream,
    peer: LocalPeer,
    /// None when a call was let in.
    silent: Option<Pin<Box<Sleep>>>,
    names: HostNames,
    /// What is to be read before anything else.
    ready: Bytes,
    _place: Slot<u32>,
}

impl Connection {
    /// A connection with this peer.
    pub fn new(stream: UnixStream, peer: LocalPeer, place: Slot<u32>) -> Self {
        let silent = Some(Box::pin(sleep(SILENT)));
        Self { stream, peer, silent, names: HostNames::default(), ready: Bytes::new(), _place: place }
    }
}

impl Connected for Connection {
    type ConnectInfo = LocalPeer;

    fn connect_info(&self) -> LocalPeer {
        self.peer.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.silent.is_some() && self.peer.was_admitted() {
            self.silent = None;
        }
        let is_judged = self.peer.is_judged();
        // HTTP/2 always reads: this wakes a connection that is otherwise silent.
        while let Some(silent) = &mut self.silent
            && silent.as_mut().poll(cx).is_ready()
        {
            if !is_judged {
                return Poll::Ready(Err(io::Error::new(ErrorKind::TimedOut, "nothing was asked")));
            }
            // It is the daemon that takes long.
            silent.as_mut().reset(Instant::now() + SILENT);
        }
        loop {
            if !self.ready.is_empty() {
                let length = self.ready.len().min(buffer.remaining());
                buffer.put_slice(&self.ready.split_to(length));
                return Poll::Ready(Ok(()));
            }
            let before = buffer.filled().len();
            ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
            let came = &buffer.filled()[before..];
            if came.is_empty() {
                return Poll::Ready(Ok(()));
            }
            self.ready = self.names.pass(came).into();
            buffer.set_filled(before);
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buffer)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, buffers)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
