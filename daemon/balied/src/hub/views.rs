//! Who looked at a registration, also while the disk is full.
//!
//! A clerk in front of a patron must still be able to see what was entered when the disk is full, and nobody may see
//! it unnoticed. So a view that the audit trail has no room for is logged at once (the journal is another file, and
//! mostly another file system), and written into the trail with its own time as soon as there is room. Only so many
//! may wait; whoever looks after that is told that the disk is full.

use super::{Hub, HubError};
use balie_store::{AuditEntry, StoreError};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Views that may wait for room.
const PENDING_MAX: usize = 1000;

/// Views that the audit trail had no room for.
#[derive(Debug, Default)]
pub struct PendingViews {
    entries: Mutex<VecDeque<AuditEntry>>,
}

impl PendingViews {
    /// Keeps a view; `false` when too many wait already.
    fn keep(&self, entry: AuditEntry) -> bool {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let room = entries.len() < PENDING_MAX;
        if room {
            entries.push_back(entry);
        }
        room
    }

    fn all(&self) -> Vec<AuditEntry> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn forget_first(&self, count: usize) {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).drain(..count);
    }
}

impl Hub {
    /// Notes a view in the audit trail, or in the log and later in the trail when the disk is full.
    ///
    /// # Errors
    /// What the store could not do; a full disk when [`PENDING_MAX`] views wait for room.
    pub(super) async fn note_view(&self, entry: AuditEntry) -> Result<(), HubError> {
        let AuditEntry { registration_id, actor, station, role, revision, .. } = entry.clone();
        match self.write_views(vec![entry.clone()]).await {
            Err(full @ StoreError::DiskFull { .. }) if self.pending_views.keep(entry) => {
                tracing::warn!(
                    registration = registration_id,
                    actor,
                    station,
                    role,
                    revision,
                    code = full.code(),
                    "viewed; written into the audit trail when there is room"
                );
                Ok(())
            }
            other => Ok(other?),
        }
    }

    /// Writes the views that waited for room. To be called by one task at a time.
    pub async fn write_pending_views(&self) {
        let waiting = self.pending_views.all();
        let count = waiting.len();
        if count == 0 {
            return;
        }
        match self.write_views(waiting).await {
            Ok(()) => {
                self.pending_views.forget_first(count);
                tracing::info!(count, "views that waited for room are in the audit trail");
            }
            Err(error) => tracing::error!(count, code = error.code(), "views wait to be written"),
        }
    }

    async fn write_views(&self, entries: Vec<AuditEntry>) -> Result<(), StoreError> {
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    for entry in &entries {
                        tx.audit(entry).await?;
                    }
                    Ok(())
                })
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(revision: u64) -> AuditEntry {
        AuditEntry {
            registration_id: None,
            at: chrono::DateTime::UNIX_EPOCH,
            actor: "mies".to_owned(),
            station: None,
            role: "counter".to_owned(),
            action: "viewed".to_owned(),
            fields: Vec::new(),
            revision: Some(revision),
        }
    }

    #[test]
    fn only_so_many_views_wait_and_those_in_order() {
        let pending = PendingViews::default();
        let room = PENDING_MAX as u64;
        assert!((0..room).all(|number| pending.keep(view(number))));
        assert!(!pending.keep(view(room)), "nobody looks unnoticed");
        pending.forget_first(2);
        assert!(pending.keep(view(room)));
        let revisions: Vec<_> = pending.all().iter().filter_map(|entry| entry.revision).collect();
        assert!(revisions.iter().copied().eq((2..room).chain([room])));
    }
}
