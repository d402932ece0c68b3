//! Who is at the other end of a connection on the socket.

use nix::unistd::{Gid, Uid};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Who is at the other end of a connection on the socket, as the kernel says; with every request as an extension.
#[derive(Debug, Clone)]
pub struct LocalPeer {
    /// User.
    pub uid: Uid,
    /// Group of the process that connected.
    pub gid: Gid,
    calls: Arc<Calls>,
}

/// What came of the calls of one connection.
#[derive(Debug, Default)]
struct Calls {
    admitted: AtomicBool,
    judged: AtomicUsize,
}

/// A call that is being judged, until it is dropped.
#[derive(Debug)]
pub struct Judged(Arc<Calls>);

impl LocalPeer {
    /// This user and group.
    pub fn new(uid: Uid, gid: Gid) -> Self {
        Self { uid, gid, calls: Arc::default() }
    }

    /// A call came, and who makes it is being found out, which may take long where users are kept on the network.
    pub fn judge(&self) -> Judged {
        self.calls.judged.fetch_add(1, Ordering::Relaxed);
        Judged(Arc::clone(&self.calls))
    }

    /// Notes that a call of this connection was let in: it may stay open between calls.
    pub fn note_admitted(&self) {
        self.calls.admitted.store(true, Ordering::Relaxed);
    }

    /// Whether a call of this connection was let in.
    pub fn was_admitted(&self) -> bool {
        self.calls.admitted.load(Ordering::Relaxed)
    }

    /// Whether a call of this connection waits to be let in.
    pub fn is_judged(&self) -> bool {
        self.calls.judged.load(Ordering::Relaxed) > 0
    }
}

impl Drop for Judged {
    fn drop(&mut self) {
        self.0.judged.fetch_sub(1, Ordering::Relaxed);
    }
}
