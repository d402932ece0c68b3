//! Calls below the client library: bytes as they are, and the whole `google.rpc` status.

use balie_client::Language;
use hyper_util::rt::TokioIo;
use prost::bytes::{Buf, BufMut};
use std::path::PathBuf;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::{Channel, Endpoint, Uri};
use tonic::{Request, Status};

/// A channel to a socket.
pub async fn channel(socket: PathBuf) -> Channel {
    let connect = tower::service_fn(move |_: Uri| {
        let socket = socket.clone();
        async move { Ok::<_, std::io::Error>(TokioIo::new(tokio::net::UnixStream::connect(socket).await?)) }
    });
    let endpoint = Endpoint::from_static("http://localhost");
    endpoint.connect_with_connector(connect).await.expect("a connection")
}

/// Calls `balie.v1.{method}` with these bytes as the message.
pub async fn call(
    channel: &Channel,
    language: Language,
    method: &str,
    message: Vec<u8>,
) -> Result<Vec<u8>, Status> {
    let mut grpc = tonic::client::Grpc::new(channel.clone());
    grpc.ready().await.expect("the daemon is there");
    let mut request = Request::new(message);
    request.metadata_mut().insert("accept-language", language.tag().parse().expect("a tag"));
    request.metadata_mut().insert("x-balie-station", "balie-1".parse().expect("a name"));
    let path = PathAndQuery::try_from(format!("/balie.v1.{method}")).expect("a path");
    grpc.unary(request, path, Bytes).await.map(tonic::Response::into_inner)
}

/// Messages as they are.
#[derive(Debug, Clone, Copy)]
struct Bytes;

impl Codec for Bytes {
    type Encode = Vec<u8>;
    type Decode = Vec<u8>;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Bytes {
    type Item = Vec<u8>;
    type Error = Status;

    fn encode(&mut self, message: Vec<u8>, to: &mut EncodeBuf<'_>) -> Result<(), Status> {
        to.put_slice(&message);
        Ok(())
    }
}

impl Decoder for Bytes {
    type Item = Vec<u8>;
    type Error = Status;

    fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
        let mut message = vec![0; from.remaining()];
        from.copy_to_slice(&mut message);
        Ok(Some(message))
    }
}
