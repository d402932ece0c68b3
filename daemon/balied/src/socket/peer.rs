//! Who is at the other end of a connection on the socket.

use nix::unistd::{Gid, Uid};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Who is at the other end of a connection on the socket, as the kernel says; with every request as an extension.
#[derive(Debug, Clone)]
pub struct LocalPeer {
    /// User.
    pub uid: Uid,
    /// Group of the process that connected.
    pub gid: Gid,
    served: Arc<AtomicBool>,
}

impl LocalPeer {
    /// This user and group.
    pub fn new(uid: Uid, gid: Gid) -> Self {
        Self { uid, gid, served: Arc::default() }
    }

    /// A call of this connection was let in: it may stay open between calls.
    pub fn is_served(&self) {
        self.served.store(true, Ordering::Relaxed);
    }

    /// Whether a call of this connection was let in.
    pub fn was_served(&self) -> bool {
        self.served.load(Ordering::Relaxed)
    }
}
