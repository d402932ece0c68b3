//! The snapshots of all devices in one place.

use std::sync::Arc;

use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{StreamExt, StreamMap};

use crate::{DeviceCell, DeviceSnapshot};

/// All snapshots, in the order of the configuration.
pub type Snapshots = Arc<[DeviceSnapshot]>;

/// Publishes all snapshots whenever one of them changes, until the devices are gone or nobody listens.
pub(super) fn publish(cells: Vec<DeviceCell>) -> watch::Receiver<Snapshots> {
    let present: Snapshots = cells.iter().map(DeviceCell::snapshot).collect();
    let (sender, receiver) = watch::channel(present);
    let mut changes: StreamMap<usize, WatchStream<DeviceSnapshot>> = cells
        .iter()
        .enumerate()
        .map(|(index, cell)| (index, WatchStream::from_changes(cell.subscribe())))
        .collect();
    tokio::spawn(async move {
        // Changes between the first snapshots and the subscriptions.
        sender.send_replace(cells.iter().map(DeviceCell::snapshot).collect());
        loop {
            tokio::select! {
                change = changes.next() => match change {
                    Some(_) => {
                        sender.send_replace(cells.iter().map(DeviceCell::snapshot).collect());
                    }
                    None => break,
                },
                () = sender.closed() => break,
            }
        }
    });
    receiver
}
