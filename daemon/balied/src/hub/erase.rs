//! Erasing registrations (AVG, article 17): on the branch's schedule, and when somebody asks for it.
//!
//! What remains is a tombstone in the change feed, the counts and sums of the day, the audit trail, which holds no
//! values, and the number of a pass that went out.
//!
//! On request the login account and its message go as well, whatever state they are in: see `remains.rs`. On schedule
//! an account stays that its owner has activated. What is kept no longer is the branch's record of how somebody
//! enrolled; the account is what the patron logs in with for as long as the subscription lasts, so it is no stale
//! data (AVG, article 5, first paragraph, under e), and ending it would take a service away that nobody asked to end.
//! A finished registration with an account that waits to be activated is not due, and one that is not activated goes
//! after 24 hours with its message. A draft never had one.

use super::records::registration;
use super::remains::Cleared;
use super::requests::{Answer, hash, remember, replayed};
use super::{Caller, Hub, HubError, Seen, records::etag};
use balie_registration::Role;
use balie_registration::machine::{Ground, Registration};
use balie_store::{ErasureSchedule, StoreError, UnfinishedErasure, WriteTx};
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

/// What was erased on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// Number of the tombstone in the change feed.
    pub change: u64,
    /// What went beside the registration, with this call: asked again, nothing is left to go.
    pub cleared: Cleared,
}

impl Hub {
    /// Erases a registration because somebody asked for it, with its login account and messages. Asked again while
    /// something of an earlier time is left, completes that.
    ///
    /// # Errors
    /// `RoleMayNot` for everybody but the branch administrator; `NotFound`; `EtagStale`; `RequestIdReused`;
    /// `NotConfirmed`; `JobUnderWay` while a device works for it. `ErasureUnfinished` when the registration is erased
    /// and something of it is still left: that goes by itself as soon as it can.
    pub async fn erase(&self, caller: &Caller, erase: Erase) -> Result<Erased, HubError> {
        if caller.role != Role::BranchAdmin {
            return Err(HubError::RoleMayNot);
        }
        let hash = hash(&("erase", erase.registration, erase.unconfirmed))?;
        let (hub, caller, now) = (self.clone(), caller.clone(), self.clock().now());
        // The caller may be gone as soon as it is erased.
        self.erased.store(true, Ordering::Relaxed);
        let change = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let replay = replayed(tx, &caller, erase.request_id, &hash, now).await?;
                    if let Some(change) = replay.and_then(|answer| answer.change) {
                        return Ok(change);
                    }
                    let id = erase.registration.to_string();
                    let Some(record) = tx.read().registration(&id).await? else {
                        let unfinished = tx.read().unfinished_erasure(&id).await?;
                        let change = tx.read().tombstone_of(&id).await?.filter(|_| unfinished.is_some());
                        return change.ok_or(HubError::NotFound { what: "registration" });
                    };
                    let found = registration(&record)?;
                    if erase.seen.is_some_and(|Seen(seen)| seen != etag(found.revision, hub.store().epoch()))
                    {
                        return Err(HubError::EtagStale);
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
        let rest = async {
            let cleared = self.clear_remains(erase.registration).await?;
            self.clear_log().await.map(|()| cleared)
        };
        let cleared = rest.await.map_err(|error| {
            tracing::warn!(registration = %erase.registration, %error, "an erasure is unfinished");
            HubError::ErasureUnfinished(Box::new(error))
        })?;
        Ok(Erased { change, cleared })
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
                match self.erase_if_due(id.clone()).await {
                    Ok(true) => erased += 1,
                    Ok(false) => {
                        kept.insert(id);
                    }
                    // One that cannot be read keeps no other from being erased.
                    Err(error @ HubError::BadState(_)) => {
                        tracing::error!(registration = id, %error, "cannot be erased on schedule");
                        kept.insert(id);
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        if erased > 0 {
            tracing::info!(erased, "registrations erased on schedule");
        }
        let cleared = self.clear_all_remains().await;
        match self.clear_log().await {
            // Somebody reads an older state: in the next round.
            Ok(()) | Err(HubError::Store(StoreError::Busy { .. })) => cleared,
            failed => failed,
        }
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

    /// Clears the write-ahead log of what was erased, so that it is legible nowhere any more. What fails is tried again
    /// in the next round.
    ///
    /// # Errors
    /// `Busy` (of the store) while somebody reads an older state.
    async fn clear_log(&self) -> Result<(), HubError> {
        if !self.erased.swap(false, Ordering::Relaxed) {
            return Ok(());
        }
        let cleared = self.store().checkpoint().await;
        if cleared.is_err() {
            self.erased.store(true, Ordering::Relaxed);
        }
        Ok(cleared?)
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
    let change = tx.erase_registration(&id, now).await?;
    if ground == Ground::Request {
        // What a draft found may be somebody else's: a mistyped user name must not cost him his account.
        let named = found.state.named_account().filter(|_| found.state.is_saved_ever());
        let user_name = named.map(|(user_name, _)| user_name.to_owned());
        tx.note_unfinished_erasure(&UnfinishedErasure { registration_id: id, user_name }).await?;
    }
    Ok(change)
}
