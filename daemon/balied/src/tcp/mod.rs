//! TCP with mutual TLS, for the counter PCs.
//!
//! One port, two servers. A connection whose certificate stands for a station goes to the server with all services; any
//! other goes to a server that holds the enrolment and nothing else. So a PC enrols at the address that it will work
//! with, and what a stranger must not reach is not there for him at all. The gate in front of both
//! ([`Gate`](crate::api::Gate)) says so in words.

mod accept;
mod connection;
mod guard;
mod peer;
mod tls;

pub use guard::Guard;
pub use peer::{Peer, Station, Why};

use crate::api::{Admission, Enrolment, Gate};
use crate::config::TcpConfig;
use crate::listen::{Room, Slots};
use crate::pki::{self, Pki, PkiError, Register};
use accept::Acceptor;
use connection::Connection;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tls::Source;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio_rustls::rustls::ServerConfig;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;
use tonic::transport::Server;

/// How often is looked whether the daemon's certificate must be replaced.
const RENEW_EVERY: Duration = Duration::from_secs(24 * 60 * 60);
/// Connections from one address (one network of IPv6) that have not proved who they are. A branch behind one address has
/// fewer PCs that connect in the same seconds.
const OF_ONE_ADDRESS: usize = 16;
/// Calls a stranger may have open at once, and how long each may take.
const STRANGER_CALLS: u32 = 4;
const STRANGER_CALL: Duration = Duration::from_secs(10);

/// The listener, bound and with its certificates read.
pub struct Tcp {
    listener: TcpListener,
    guard: Arc<Guard>,
    pki: Option<Arc<Pki>>,
    source: Source,
    tls: watch::Sender<Arc<ServerConfig>>,
    config: TcpConfig,
}

impl Tcp {
    /// Reads the certificates and binds the port.
    ///
    /// # Errors
    /// [`PkiError`], which names the file or the address.
    pub async fn bind(config: &TcpConfig, state: &Path) -> Result<Self, PkiError> {
        let (guard, pki) = match &config.own_pki {
            Some(own) => {
                let directory = state.join(pki::DIRECTORY);
                let register = Register::new(&directory);
                (Guard::Organisation { rules: own.station.clone(), register }, None)
            }
            None => {
                let pki = Arc::new(Pki::open(state, config.station_lifetime())?);
                (Guard::Branch(Arc::clone(&pki)), Some(pki))
            }
        };
        let source = Source::new(config, pki.as_ref()).ok_or(PkiError::Missing(state.to_owned()))?;
        let tls = watch::Sender::new(source.load()?);
        let at = |source| PkiError::Io { path: config.listen.to_string().into(), source };
        let listener = TcpListener::bind(config.listen).await.map_err(at)?;
        Ok(Self { listener, guard: Arc::new(guard), pki, source, tls, config: config.clone() })
    }

    /// Serves until `stop`.
    ///
    /// # Errors
    /// What the server says.
    pub async fn serve(
        self,
        routes: Routes,
        server: impl Fn() -> Server,
        admission: Admission,
        room: Room,
        stop: CancellationToken,
    ) -> Result<(), tonic::transport::Error> {
        let address = self.listener.local_addr().unwrap_or(self.config.listen);
        tracing::info!(%address, "listening on TCP");
        let (stations, station_connections) = mpsc::channel(16);
        let (strangers, stranger_connections) = mpsc::channel(16);
        let gate = Gate::new(Arc::clone(&self.guard), self.config.requests_per_second);
        let enrolment = self.pki.map(Enrolment::new);
        let stranger_routes = enrolment.clone().map(|own| Routes::new(own.service())).unwrap_or_default();
        let station_routes = match enrolment {
            Some(enrolment) => routes.add_service(enrolment.service()),
            None => routes,
        };
        let acceptor = Acceptor {
            tls: self.tls.subscribe(),
            guard: self.guard,
            slots: Slots::new(room.strangers, OF_ONE_ADDRESS),
            room: Arc::new(Semaphore::new(room.stations)),
            stations,
            strangers,
        };
        let renewal = tokio::spawn(renew(self.source, self.tls));
        let accepting = tokio::spawn(acceptor.run(self.listener, stop.clone()));
        let for_stations = server()
            .layer(gate.clone())
            .layer(admission.clone())
            .add_routes(station_routes)
            .serve_with_incoming_shutdown(incoming(station_connections), stop.clone().cancelled_owned());
        let for_strangers = server()
            .max_concurrent_streams(STRANGER_CALLS)
            .timeout(STRANGER_CALL)
            .layer(gate)
            .layer(admission)
            .add_routes(stranger_routes)
            .serve_with_incoming_shutdown(incoming(stranger_connections), stop.cancelled_owned());
        let served = tokio::try_join!(for_stations, for_strangers);
        renewal.abort();
        accepting.abort();
        served.map(|_| ())
    }
}

fn incoming(
    connections: mpsc::Receiver<Connection>,
) -> impl tokio_stream::Stream<Item = io::Result<Connection>> {
    ReceiverStream::new(connections).map(Ok)
}

/// Replaces the daemon's certificate in time; connections that are open keep theirs.
async fn renew(source: Source, tls: watch::Sender<Arc<ServerConfig>>) {
    loop {
        tokio::time::sleep(RENEW_EVERY).await;
        match source.load() {
            Ok(config) => drop(tls.send_replace(config)),
            Err(error) => tracing::error!(%error, "the daemon's certificate could not be looked at"),
        }
    }
}
