//! Calls below the client library: bodies as they are, also such as never end.

use hyper_util::rt::TokioIo;
use prost::bytes::Bytes;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};
use tonic::body::Body;
use tonic::codegen::http;
use tonic::transport::{Channel, Endpoint, Uri};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;
use tower::{Service as _, ServiceExt as _};

/// A channel to a socket, a connection of its own.
pub async fn channel(socket: &Path) -> Channel {
    let socket = socket.to_owned();
    let connect = tower::service_fn(move |_: Uri| {
        let socket = socket.clone();
        async move { Ok::<_, std::io::Error>(TokioIo::new(tokio::net::UnixStream::connect(socket).await?)) }
    });
    let endpoint = Endpoint::from_static("http://localhost");
    endpoint.connect_with_connector(connect).await.expect("a connection")
}

/// A body of these pieces, which then ends or says nothing more.
struct Pieces {
    pieces: VecDeque<Vec<u8>>,
    ends: bool,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        match self.pieces.pop_front() {
            Some(piece) => Poll::Ready(Some(Ok(http_body::Frame::data(piece.into())))),
            None if self.ends => Poll::Ready(None),
            None => Poll::Pending,
        }
    }
}

/// What a message looks like on the wire when it is said to be so long.
pub fn framed(length: usize, message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(length).unwrap();
    [&[0][..], &length.to_be_bytes(), message].concat()
}

/// How a call was answered: the reason when it was refused, or `OK`.
pub async fn call(channel: Channel, path: &str, headers: &[(&str, &str)], wire: Vec<u8>) -> (Code, String) {
    send(channel, path, headers, wire, true).await
}

/// The same, of a call that never ends.
pub async fn unfinished(channel: Channel, path: &str, wire: Vec<u8>) -> (Code, String) {
    send(channel, path, &[], wire, false).await
}

async fn send(
    mut channel: Channel,
    path: &str,
    headers: &[(&str, &str)],
    wire: Vec<u8>,
    ends: bool,
) -> (Code, String) {
    let pieces = wire.chunks(16 * 1024).map(<[u8]>::to_vec).collect();
    let mut request = http::Request::builder()
        .method("POST")
        .uri(format!("http://localhost{path}"))
        .header("te", "trailers")
        .header("content-type", "application/grpc");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::new(Pieces { pieces, ends })).unwrap();
    let answer = match channel.ready().await.expect("a connection").call(request).await {
        Ok(answer) => answer,
        Err(error) => return (Code::Unavailable, error.to_string()),
    };
    if answer.status() != http::StatusCode::OK {
        return (Code::Unknown, answer.status().to_string());
    }
    match Status::from_header_map(answer.headers()) {
        None => (Code::Ok, "OK".to_owned()),
        Some(status) => {
            let reason = status.get_error_details().error_info().map(|info| info.reason.clone());
            (status.code(), reason.unwrap_or_else(|| status.message().to_owned()))
        }
    }
}
