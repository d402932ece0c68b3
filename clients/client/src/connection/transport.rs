//! Opens the HTTP/2 channel to an endpoint. One function for each kind of endpoint.

use crate::error::ClientError;
use crate::station::{Credentials, ServerAddress, TlsFault, tls};
use hyper_util::rt::TokioIo;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::UnixStream;
use tokio_rustls::rustls::ClientConfig;
use tonic::transport::{Channel, Endpoint as Target, Uri};
use tower::service_fn;

/// Longest wait for the connection itself.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// A daemon on another machine that answers no ping for this long is gone.
const PING: Duration = Duration::from_secs(20);

/// The authority is of no use on a socket, but HTTP/2 wants one. The channel keeps the connector: it
/// connects again when the daemon comes back.
pub(super) async fn unix(path: PathBuf) -> Result<Channel, ClientError> {
    let at = path.display().to_string();
    Target::from_static("http://balied.local")
        .connect_timeout(CONNECT_TIMEOUT)
        .connect_with_connector(service_fn(move |_: Uri| {
            let path = path.clone();
            async move { Ok::<_, io::Error>(TokioIo::new(UnixStream::connect(path).await?)) }
        }))
        .await
        .map_err(|error| ClientError::Unreachable { at, source: error.into() })
}

/// A daemon on another machine, with the certificate of this station. The files are read for each connection: they are
/// renewed while the channel stays.
pub(super) async fn station(server: &str, directory: Option<PathBuf>) -> Result<Channel, ClientError> {
    let address =
        ServerAddress::parse(server).ok_or_else(|| ClientError::Address { address: server.to_owned() })?;
    let directory = directory.unwrap_or_else(Credentials::place);
    Credentials::load(&directory)?;
    let at = address.to_string();
    let config = move || {
        let credentials = Credentials::load(&directory).map_err(io::Error::other)?;
        tls::of_station(credentials).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    };
    tcp(address, config).await.map_err(|error| match TlsFault::among(&error) {
        Some(fault) => ClientError::Tls { at, fault },
        None => ClientError::Unreachable { at, source: error.into() },
    })
}

/// A daemon on another machine, with TLS as `config` makes it for each connection.
pub(crate) async fn tcp(
    address: ServerAddress,
    config: impl Fn() -> io::Result<Arc<ClientConfig>> + Clone + Send + 'static,
) -> Result<Channel, tonic::transport::Error> {
    Target::from_static("http://balied.local")
        .connect_timeout(CONNECT_TIMEOUT)
        .http2_keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .keep_alive_while_idle(true)
        .connect_with_connector(service_fn(move |_: Uri| {
            let (address, config) = (address.clone(), config());
            async move { Ok::<_, io::Error>(TokioIo::new(tls::connect(&address, config?).await?)) }
        }))
        .await
}
