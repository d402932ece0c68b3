//! Opens the HTTP/2 channel to an endpoint. One function for each kind of endpoint.

use super::Endpoint;
use crate::error::ClientError;
use hyper_util::rt::TokioIo;
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::UnixStream;
use tonic::transport::{Channel, Endpoint as Target, Uri};
use tower::service_fn;

/// Longest wait for the connection itself.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

pub(super) async fn open(endpoint: &Endpoint) -> Result<Channel, ClientError> {
    let opened = match endpoint {
        Endpoint::Unix(path) => unix(path.clone()).await,
    };
    opened.map_err(|error| ClientError::Unreachable { at: endpoint.to_string(), source: error.into() })
}

/// The authority is of no use on a socket, but HTTP/2 wants one. The channel keeps the connector: it
/// connects again when the daemon comes back.
async fn unix(path: PathBuf) -> Result<Channel, tonic::transport::Error> {
    Target::from_static("http://balied.local")
        .connect_timeout(CONNECT_TIMEOUT)
        .connect_with_connector(service_fn(move |_: Uri| {
            let path = path.clone();
            async move { Ok::<_, std::io::Error>(TokioIo::new(UnixStream::connect(path).await?)) }
        }))
        .await
}
