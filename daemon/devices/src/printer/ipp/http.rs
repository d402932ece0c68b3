//! One request and its answer over HTTP/1.1, on a connection of its own, so that what was sent when is known.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1::handshake;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::uri::IppUri;
use crate::Reason;
use crate::printer::wire::{WireError, dial};

/// More than any answer of a printer that lists what it can do.
const LONGEST: usize = 4 * 1024 * 1024;

/// Opens a connection.
pub(super) async fn open(uri: &IppUri, patience: Duration) -> Result<TcpStream, WireError> {
    let dialled = timeout(patience, dial(&uri.host_and_port())).await;
    dialled.unwrap_or(Err(WireError(Reason::HostUnreachable)))
}

/// What came back.
pub(super) struct Answer {
    /// Status code of HTTP.
    pub(super) status: u16,
    /// The body.
    pub(super) body: Bytes,
}

/// No answer came, or none that can be read.
pub(super) struct Lost {
    /// What broke.
    pub(super) reason: Reason,
    /// True when some of an answer came: the other side has the whole request then.
    pub(super) heard: bool,
}

impl From<Lost> for WireError {
    fn from(lost: Lost) -> Self {
        Self(lost.reason)
    }
}

/// Sends a request and waits for its answer.
///
/// # Errors
/// What broke; some or all of the request may have been sent.
pub(super) async fn post(
    stream: TcpStream,
    uri: &IppUri,
    body: Vec<u8>,
    patience: Duration,
) -> Result<Answer, Lost> {
    let heard = Arc::new(AtomicBool::new(false));
    let line = Line { stream, heard: Arc::clone(&heard) };
    let answered = timeout(patience, exchange(line, uri, body)).await;
    answered
        .unwrap_or(Err(WireError(Reason::TimeOut)))
        .map_err(|WireError(reason)| Lost { reason, heard: heard.load(Ordering::Relaxed) })
}

async fn exchange(line: Line, uri: &IppUri, body: Vec<u8>) -> Result<Answer, WireError> {
    let (mut sender, connection) = handshake(TokioIo::new(line)).await.map_err(of_http)?;
    let request = hyper::Request::post(uri.path())
        .header(HOST, uri.host_and_port())
        .header(CONTENT_TYPE, "application/ipp")
        .body(Full::new(Bytes::from(body)))
        .map_err(|_| WireError(Reason::ParameterRefused))?;
    let answered = async {
        let answer = sender.send_request(request).await.map_err(of_http)?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), LONGEST).collect().await;
        // Either the connection broke, or it never ended.
        let body = body.map_err(|_| WireError(Reason::ConnectionLost))?.to_bytes();
        Ok(Answer { status, body })
    };
    // The connection moves only while it is waited for, and is gone when this returns.
    tokio::pin!(answered);
    tokio::select! {
        biased;
        answered = &mut answered => answered,
        ended = connection => {
            ended.map_err(of_http)?;
            answered.await
        }
    }
}

fn of_http(error: hyper::Error) -> WireError {
    WireError(if error.is_parse() { Reason::GarbageAnswer } else { Reason::ConnectionLost })
}

/// A connection that notes whether anything came back on it.
struct Line {
    stream: TcpStream,
    heard: Arc<AtomicBool>,
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.heard.store(true, Ordering::Relaxed);
        }
        read
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
