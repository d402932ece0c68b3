//! File descriptors: every connection takes one, and some must be left for everything else.

use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// Descriptors that connections never take: for the database, devices, child processes and uploads.
const RESERVED: usize = 256;
/// More than this are not asked for: some programs go through every descriptor there could be.
const MOST: u64 = 65_536;
/// Connections there are always, however few descriptors there may be.
const LEAST: usize = 32;
/// Connections on the unix socket at once.
const SOCKET: usize = 512;
/// Connections by TCP whose peer has not proved who it is, at once.
const STRANGERS: usize = 64;

/// Connections there may be at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// On the unix socket.
    pub socket: usize,
    /// By TCP, without proof.
    pub strangers: usize,
    /// By TCP, of stations.
    pub stations: usize,
}

impl Room {
    /// Room with so many descriptors, of which `open` are in use already, where `stations` are wished for: less
    /// when that is more than there is, but some of each.
    pub fn new(descriptors: usize, open: usize, stations: usize) -> Self {
        let there = descriptors.saturating_sub(RESERVED + open).max(LEAST);
        if stations == 0 {
            return Self { socket: SOCKET.min(there), strangers: 0, stations: 0 };
        }
        let (socket, strangers) = (SOCKET.min(there / 2), STRANGERS.min(there / 8));
        Self { socket, strangers, stations: stations.min(there - socket - strangers) }
    }
}

/// Raises the limit on open files as far as is allowed. How many there may be, and how many are open now.
pub fn raise_limit() -> (usize, usize) {
    let (mut soft, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap_or((1024, 1024));
    let wished = hard.min(MOST);
    if soft < wished {
        match setrlimit(Resource::RLIMIT_NOFILE, wished, hard) {
            Ok(()) => soft = wished,
            Err(error) => tracing::warn!(%error, soft, wished, "the limit on open files could not be raised"),
        }
    }
    let open = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    (usize::try_from(soft).unwrap_or(usize::MAX), open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_the_rest() {
        let plenty = Room::new(65_536, 40, 256);
        assert_eq!(plenty, Room { socket: SOCKET, strangers: STRANGERS, stations: 256 });
        assert_eq!(Room::new(1024, 40, 0), Room { socket: SOCKET, strangers: 0, stations: 0 });
        for (descriptors, stations) in [(1024, 256), (1024, 10_000), (600, 256), (400, 0)] {
            let Room { socket, strangers, stations } = Room::new(descriptors, 40, stations);
            assert!(socket >= 40 && (stations == 0 || (strangers > 4 && stations > 15)));
            assert!(socket + strangers + stations + RESERVED + 40 <= descriptors, "of {descriptors}");
        }
    }
}
