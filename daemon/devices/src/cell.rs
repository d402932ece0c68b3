//! Where a device publishes what it is and how it is.

use std::sync::Arc;

use tokio::sync::watch;

use crate::{DeviceInfo, DeviceState};

/// Everything the outside may know about a device at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceSnapshot {
    /// What it is.
    pub info: DeviceInfo,
    /// How it is.
    pub state: DeviceState,
    /// The station that holds the claim, for devices that are claimed.
    pub holder: Option<String>,
}

/// The place where one device publishes its snapshot; clones publish to the same place.
#[derive(Debug, Clone)]
pub struct DeviceCell {
    snapshot: Arc<watch::Sender<DeviceSnapshot>>,
}

impl DeviceCell {
    /// A device that is starting and held by nobody.
    #[must_use]
    pub fn new(info: DeviceInfo) -> Self {
        let (snapshot, _) =
            watch::channel(DeviceSnapshot { info, state: DeviceState::Starting, holder: None });
        Self { snapshot: Arc::new(snapshot) }
    }

    /// The present snapshot.
    #[must_use]
    pub fn snapshot(&self) -> DeviceSnapshot {
        self.snapshot.borrow().clone()
    }

    /// The present state.
    #[must_use]
    pub fn state(&self) -> DeviceState {
        self.snapshot.borrow().state
    }

    /// Follows the device; the receiver starts with the present snapshot.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<DeviceSnapshot> {
        self.snapshot.subscribe()
    }

    /// Publishes a state; followers wake only when it differs from the last one.
    pub fn set_state(&self, state: DeviceState) {
        self.change(|snapshot| snapshot.state = state);
    }

    /// Publishes who holds the claim.
    pub fn set_holder(&self, holder: Option<String>) {
        self.change(|snapshot| snapshot.holder = holder);
    }

    /// Publishes what the device told about itself or counted.
    pub fn update(&self, change: impl FnOnce(&mut DeviceInfo)) {
        self.change(|snapshot| change(&mut snapshot.info));
    }

    fn change(&self, change: impl FnOnce(&mut DeviceSnapshot)) {
        let mut logged = None;
        self.snapshot.send_if_modified(|snapshot| {
            let before = snapshot.clone();
            change(snapshot);
            if before.state != snapshot.state {
                logged = Some((snapshot.info.id.clone(), snapshot.state));
            }
            before != *snapshot
        });
        // Outside the closure, which runs under the lock of the channel.
        if let Some((device, state)) = logged {
            tracing::info!(%device, state = state.code(), reason = state.reason().map(|r| r.code()), "device state");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeviceRole;

    #[test]
    fn followers_wake_for_changes_only() {
        let info =
            DeviceInfo::new("p".parse().unwrap(), DeviceRole::PassPrinter, "evolis", "x:9100".into(), None);
        let cell = DeviceCell::new(info);
        let follower = cell.subscribe();
        cell.set_state(DeviceState::Starting);
        assert!(!follower.has_changed().unwrap());
        cell.set_state(DeviceState::Ready);
        assert!(follower.has_changed().unwrap());
        assert_eq!(follower.borrow().state, DeviceState::Ready);
    }
}
