//! The snapshots of all devices in one place.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::watch;

use crate::{DeviceCell, DeviceSnapshot};

/// All snapshots, in the order in which the devices came.
pub type Snapshots = Arc<[DeviceSnapshot]>;

/// Publishes all snapshots whenever one of them changes. Devices may be added while it runs.
#[derive(Debug)]
pub(super) struct Board {
    cells: Mutex<Vec<DeviceCell>>,
    snapshots: watch::Sender<Snapshots>,
}

impl Board {
    /// Must be called within a tokio runtime.
    pub(super) fn new(cells: Vec<DeviceCell>) -> Arc<Self> {
        let board = Arc::new(Self { cells: Mutex::default(), snapshots: watch::Sender::new(Arc::new([])) });
        cells.into_iter().for_each(|cell| board.add(cell));
        board
    }

    /// Adds a device. Must be called within a tokio runtime.
    pub(super) fn add(self: &Arc<Self>, cell: DeviceCell) {
        // Followed from before it is first shown: no change may be missed.
        let changes = cell.subscribe();
        self.cells.lock().unwrap_or_else(PoisonError::into_inner).push(cell);
        self.refresh();
        tokio::spawn(follow(Arc::downgrade(self), changes));
    }

    /// Follows the snapshots; the receiver starts with the present ones.
    pub(super) fn subscribe(&self) -> watch::Receiver<Snapshots> {
        self.snapshots.subscribe()
    }

    fn refresh(&self) {
        // Under the lock, so that an older picture never replaces a newer one.
        let cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        self.snapshots.send_replace(cells.iter().map(DeviceCell::snapshot).collect());
    }
}

/// Ends with the device or with the board, whichever goes first.
async fn follow(board: Weak<Board>, mut changes: watch::Receiver<DeviceSnapshot>) {
    while changes.changed().await.is_ok() {
        let Some(board) = board.upgrade() else { return };
        changes.mark_unchanged();
        board.refresh();
    }
}
