//! The unix socket, for the programs on this machine.
//!
//! Anybody may connect; the role decides what they may do. So that nobody keeps others out by connecting, a user has a
//! share of the connections and no more, some are kept for the administrator, and one on which nothing that is allowed
//! is asked does not stay.

mod authority;
mod connection;

use crate::api::Admission;
use crate::listen::{LocalPeer, Slots, accept};
use connection::Connection;
use nix::unistd::{Gid, Uid};
use std::io;
use std::path::Path;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::mpsc;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::{UnboundedReceiverStream, UnixListenerStream};
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;
use tonic::transport::Server;

/// Connections of one user at once.
const OF_ONE_USER: usize = 64;
/// Connections kept for root and for the user that the daemon runs as.
const RESERVE: usize = 16;

/// The socket, bound.
pub struct Socket {
    listener: UnixListener,
}

impl Socket {
    /// Binds the socket, in place of one that was left behind: the lock on the database has shown that no other daemon
    /// runs.
    ///
    /// # Errors
    /// What the system says.
    pub fn bind(path: &Path) -> io::Result<Self> {
        if let Some(directory) = path.parent() {
            std::fs::create_dir_all(directory)?;
        }
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(path)?;
        let everybody = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        std::fs::set_permissions(path, everybody)?;
        Ok(Self { listener })
    }
}

/// Who may have how many connections.
struct Door {
    places: Slots<u32>,
    own: Uid,
}

impl Door {
    /// At most `most` connections at once.
    fn new(most: usize) -> Self {
        let places = most.saturating_sub(RESERVE).max(1);
        Self { places: Slots::new(places, OF_ONE_USER.min(places)), own: Uid::effective() }
    }

    /// The connection, where there is room for one of its user.
    fn let_in(&self, stream: UnixStream) -> Option<Connection> {
        let credentials = stream.peer_cred().ok()?;
        let peer = LocalPeer::new(Uid::from_raw(credentials.uid()), Gid::from_raw(credentials.gid()));
        let reserve = if peer.uid.is_root() || peer.uid == self.own { RESERVE } else { 0 };
        let place = self.places.enter_with(credentials.uid(), reserve)?;
        Some(Connection::new(stream, peer, place))
    }
}

impl Socket {
    /// Serves until `stop`, at most `most` connections at once.
    ///
    /// # Errors
    /// What the server says.
    pub async fn serve(
        self,
        routes: Routes,
        server: Server,
        admission: Admission,
        most: usize,
        stop: CancellationToken,
    ) -> Result<(), tonic::transport::Error> {
        let door = Door::new(most);
        // As many wait in it as have a place.
        let (sender, connections) = mpsc::unbounded_channel();
        let take =
            move |stream| door.let_in(stream).is_some_and(|connection| sender.send(connection).is_ok());
        let accepting =
            tokio::spawn(accept("socket", UnixListenerStream::new(self.listener), stop.clone(), take));
        let incoming = UnboundedReceiverStream::new(connections).map(io::Result::Ok);
        let served = server
            .layer(admission)
            .add_routes(routes)
            .serve_with_incoming_shutdown(incoming, stop.cancelled_owned())
            .await;
        accepting.abort();
        served
    }
}
