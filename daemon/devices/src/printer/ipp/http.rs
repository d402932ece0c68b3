//! One request and its answer over HTTP/1.1, on a connection of its own, so that what was sent when is known.

use std::sync::atomic::Ordering;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1::handshake;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper_util::rt::TokioIo;
use tokio::time::timeout;

use super::connection::Connection;
use super::uri::IppUri;
use crate::Reason;
use crate::printer::wire::WireError;

/// More than any answer of a printer that lists what it can do.
const LONGEST: usize = 4 * 1024 * 1024;

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
    connection: Connection,
    uri: &IppUri,
    body: Vec<u8>,
    patience: Duration,
) -> Result<Answer, Lost> {
    let heard = connection.heard();
    let answered = timeout(patience, exchange(connection, uri, body)).await;
    answered
        .unwrap_or(Err(WireError(Reason::TimeOut)))
        .map_err(|WireError(reason)| Lost { reason, heard: heard.load(Ordering::Relaxed) })
}

async fn exchange(connection: Connection, uri: &IppUri, body: Vec<u8>) -> Result<Answer, WireError> {
    let (mut sender, connection) = handshake(TokioIo::new(connection)).await.map_err(of_http)?;
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
