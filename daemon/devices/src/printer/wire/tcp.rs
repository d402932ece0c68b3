//! TCP, usually port 9100.

use std::io;

use async_trait::async_trait;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Wire, WireError};
use crate::Reason;

pub(super) async fn open(host_and_port: &str) -> Result<Box<dyn Wire>, WireError> {
    Ok(Box::new(Tcp(dial(host_and_port).await?)))
}

/// Opens a connection.
pub(crate) async fn dial(host_and_port: &str) -> Result<TcpStream, WireError> {
    let stream = TcpStream::connect(host_and_port).await.map_err(|error| {
        WireError(match error.kind() {
            io::ErrorKind::ConnectionRefused => Reason::ConnectionRefused,
            io::ErrorKind::PermissionDenied => Reason::PermissionDenied,
            _ => Reason::HostUnreachable,
        })
    })?;
    // Commands are a few bytes and each waits for its answer: gathering them only adds delay.
    stream.set_nodelay(true).map_err(|_| WireError(Reason::ConnectionLost))?;
    Ok(stream)
}

struct Tcp(TcpStream);

#[async_trait]
impl Wire for Tcp {
    async fn send(&mut self, bytes: &[u8]) -> Result<(), WireError> {
        self.0.write_all(bytes).await.map_err(|_| WireError(Reason::ConnectionLost))
    }

    async fn receive(&mut self) -> Result<Vec<u8>, WireError> {
        let mut received = Vec::with_capacity(4096);
        match self.0.read_buf(&mut received).await {
            Ok(0) | Err(_) => Err(WireError(Reason::ConnectionLost)),
            Ok(_) => Ok(received),
        }
    }
}
