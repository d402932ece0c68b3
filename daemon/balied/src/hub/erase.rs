//! Erasing registrations (AVG, article 17): on the branch's schedule, and when somebody asks for it.
//!
//! What remains is a tombstone in the change feed, the counts and sums of the day, the audit trail, which holds no
//! values, and the number of a pass that went out.

use super::records::registration;
use super::requests::{Answer, hash, remember, replayed};
use super::{Caller, Hub, HubError, Seen, records::etag};
use balie_registration::Role;
use balie_registration::machine::{Ground, Registration};
use balie_store::{ErasureSchedule, StoreError, WriteTx};
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use std::sync::atomic::Ordering;
use uuid::Uuid;

/// Registrations looked at together.
const BATCH: u32 = 20;
/// Most registrations erased in one round: clerks at work come first.
const ROUND: usize = 500;

/// A request to erase a registration.
#[derive(Debug, Clone)]
pub struct Erase {
    /// The registration.
    pub registration: Uuid,
    /// Request id; the same one within 24 hours is carried out once.
    pub request_id: Option<Uuid>,
    /// Revision the caller saw; none: no check.
    pub seen: Option<Seen>,
    /// Also what the central administration has not confirmed: it then exists nowhere any more.
    pub unconfirmed: bool,
}

impl Hub {
    /// Erases a registration because somebody asked for it. Returns the number of its tombstone in the change feed.
    ///
    /// # Errors
    /// `RoleMayNot` for everybody but the branch administrator; `NotFound`; `EtagStale`; `RequestIdReused`;
    /// `NotConfirmed`; `JobUnderWay` while a device or the account provider works for it.
    pub async fn erase(&self, caller: &Caller, erase: Erase) -> Result<u64, HubError> {
        if caller.role != Role::BranchAdmin {
            return Err(HubError::RoleMayNot);
        }
        let hash = hash(&("erase", erase.registration, erase.unconfirmed))?;
        let (hub, caller, now) = (self.clone(), caller.clone(), self.clock().now());
        let change = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let replay = replayed(tx, &caller, erase.request_id, &hash, now).await?;
                    if let Some(change) = replay.and_then(|answer| answer.change) {
                        return Ok(change);
                    }
                    let id = erase.registration.to_string();
                    let record = tx.read().registration(&id).await?;
                    let record = record.ok_or(HubError::NotFound { what: "registration" })?;
                    let found = registration(&record)?;
                    if erase.seen.is_some_and(|Seen(seen)| seen != etag(found.revision, hub.store().epoch()))
                    {
                        return Err(HubError::EtagStale);
                    }
                    if found.state.account_is_busy() {
                        return Err(StoreError::JobUnderWay { id }.into());
                    }
                    let known = tx.read().confirmed_at(record.change_number).await?.is_some();
                    if found.state.is_saved_ever() && !known && !erase.unconfirmed {
                        return Err(HubError::NotConfirmed);
                    }
                    let change = carry_out(tx, &caller, &found, Ground::Request, now).await?;
                    let answer = Answer { change: Some(change), ..Answer::of(found.id) };
                    remember(tx, &caller, erase.request_id, &hash, &answer, now).await?;
                    Ok::<_, HubError>(change)
                })
            })
            .await?;
        self.erased.store(true, Ordering::Relaxed);
        self.clear_log().await?;
        Ok(change)
    }

    /// Erases what is due, a few at a time, each in a transaction of its own.
    ///
    /// # Errors
    /// What the store could not do; what was erased until then is.
    pub async fn erase_due(&self) -> Result<(), HubError> {
        // Those that may be due and are not, for example because a device works for them.
        let mut kept = HashSet::new();
        let mut erased = 0;
        while erased < ROUND {
            let cutoffs = self.retention().cutoffs(self.clock().now());
            let schedule = ErasureSchedule { confirmed: cutoffs.confirmed, abandoned: cutoffs.abandoned };
            let limit = BATCH + u32::try_from(kept.len()).unwrap_or(u32::MAX - BATCH);
            let mut snapshot = self.store().read().await?;
            let found = snapshot.read().due_for_erasure(&schedule, limit).await?;
            drop(snapshot);
            let fresh: Vec<_> = found.into_iter().filter(|id| !kept.contains(id)).collect();
            if fresh.is_empty() {
                break;
            }
            for id in fresh {
                match self.erase_if_due(id.clone()).await? {
                    true => erased += 1,
                    false => {
                        kept.insert(id);
                    }
                }
            }
        }
        if erased > 0 {
            tracing::info!(erased, "registrations erased on schedule");
        }
        self.clear_log().await
    }

    /// Looks at one registration again, in the transaction that erases it.
    async fn erase_if_due(&self, id: String) -> Result<bool, HubError> {
        let (retention, now) = (*self.retention(), self.clock().now());
        let done = self.store().write(move |tx| {
            Box::pin(async move {
                let Some(record) = tx.read().registration(&id).await? else { return Ok(false) };
                let found = registration(&record)?;
                let confirmed = tx.read().confirmed_at(record.change_number).await?;
                let Some(ground) = retention.due(&found, confirmed, now) else { return Ok(false) };
                carry_out(tx, &Caller::system(), &found, ground, now).await.map(|_| true)
            })
        });
        match done.await {
            Err(HubError::Store(StoreError::JobUnderWay { .. })) => Ok(false),
            Ok(true) => {
                self.erased.store(true, Ordering::Relaxed);
                Ok(true)
            }
            other => other,
        }
    }

    /// Clears the write-ahead log of what was erased, so that it is legible nowhere any more. Tried again in the
    /// next round while somebody reads an older state.
    async fn clear_log(&self) -> Result<(), HubError> {
        if !self.erased.swap(false, Ordering::Relaxed) {
            return Ok(());
        }
        match self.store().checkpoint().await {
            Ok(()) => Ok(()),
            Err(error) => {
                self.erased.store(true, Ordering::Relaxed);
                match error {
                    StoreError::Busy { .. } => Ok(()),
                    error => Err(error.into()),
                }
            }
        }
    }
}

async fn carry_out(
    tx: &mut WriteTx,
    caller: &Caller,
    found: &Registration,
    ground: Ground,
    now: DateTime<Utc>,
) -> Result<u64, HubError> {
    let id = found.id.to_string();
    if let Some(pass) = found.state.pass_given_out() {
        tx.spend_pass(&pass.to_string(), &id, now).await?;
    }
    let entry = caller.audit_entry(ground.action(), Some(found.id), Some(found.revision), now);
    tx.audit(&entry).await?;
    Ok(tx.erase_registration(&id, now).await?)
}
