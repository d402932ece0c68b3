//! Taking connections in: a place, a handshake in time, and to the server for stations or the one for strangers.

use super::connection::{Connection, Place};
use super::guard::Guard;
use super::peer::Peer;
use crate::listen::{Slot, Slots, accept, network};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_stream::wrappers::TcpListenerStream;
use tokio_util::sync::CancellationToken;

/// Longest handshake.
const HANDSHAKE: Duration = Duration::from_secs(5);
/// How long a peer that was refused gets to read why.
const LAST_WORD: Duration = Duration::from_secs(1);

/// What the acceptor works with.
#[derive(Clone)]
pub struct Acceptor {
    /// TLS as of now.
    pub tls: watch::Receiver<Arc<ServerConfig>>,
    /// Who may come in.
    pub guard: Arc<Guard>,
    /// Room for strangers.
    pub slots: Slots<IpAddr>,
    /// Room for stations.
    pub room: Arc<Semaphore>,
    /// Server for stations.
    pub stations: mpsc::Sender<Connection>,
    /// Server for strangers.
    pub strangers: mpsc::Sender<Connection>,
}

impl Acceptor {
    /// Takes connections in until `stop`.
    pub async fn run(self, listener: TcpListener, stop: CancellationToken) {
        let take = |stream: TcpStream| {
            // One that is gone already has no address.
            let Ok(address) = stream.peer_addr() else { return true };
            let Some(slot) = self.slots.enter(network(address.ip())) else { return false };
            tokio::spawn(self.clone().take_in(stream, address, slot));
            true
        };
        accept("tcp", TcpListenerStream::new(listener), stop, take).await;
    }

    async fn take_in(self, stream: TcpStream, address: SocketAddr, slot: Slot<IpAddr>) {
        // Small messages are answered at once.
        let _ = stream.set_nodelay(true);
        let acceptor = TlsAcceptor::from(Arc::clone(&self.tls.borrow()));
        let tls = match timeout(HANDSHAKE, acceptor.accept(stream).into_fallible()).await {
            Ok(Ok(tls)) => tls,
            Ok(Err((error, stream))) => {
                tracing::info!(%address, %error, "handshake failed");
                return last_word(stream).await;
            }
            Err(_) => {
                tracing::info!(%address, "handshake not done in time");
                return;
            }
        };
        let certificates = tls.get_ref().1.peer_certificates();
        let peer = self.guard.admit(certificates, address.ip());
        let (place, server) = match &peer {
            Peer::Station(station) => {
                let Ok(permit) = Arc::clone(&self.room).try_acquire_owned() else {
                    tracing::warn!(station = station.name, "too many connections");
                    return;
                };
                (Place::Station(permit), &self.stations)
            }
            Peer::Stranger { why, .. } => {
                tracing::debug!(%address, ?why, "stranger");
                (Place::Stranger(slot), &self.strangers)
            }
        };
        // A server that is gone is stopping.
        let _ = server.send(Connection::new(tls, peer, self.guard, place)).await;
    }
}

/// The alert of TLS says why. Closing while unread bytes wait would reset the connection, and the alert be lost.
async fn last_word(mut stream: TcpStream) {
    let read_out = async {
        stream.shutdown().await?;
        let mut waste = [0; 1024];
        while stream.read(&mut waste).await? > 0 {}
        io::Result::Ok(())
    };
    let _ = timeout(LAST_WORD, read_out).await;
}
