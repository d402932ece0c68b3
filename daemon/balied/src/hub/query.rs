//! Reading: registrations, changes, audit, sums.

use super::records::{Stored, registration};
use super::{Caller, Hub, HubError};
use balie_registration::Role;
use balie_registration::machine::{Candidate, Registration};
use balie_store::{AuditRecord, Changed, Cursor, DayTotals, Filter, Order, Registration as Record};
use chrono::NaiveDate;
use uuid::Uuid;

/// One change of the feed.
#[derive(Debug, Clone)]
pub struct ChangeItem {
    /// Change number.
    pub number: u64,
    /// Registration.
    pub id: String,
    /// What it is now; none when it was erased.
    pub registration: Option<Registration>,
}

/// How a registration is named by a caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// By id.
    Id(Uuid),
    /// By pass number.
    Pass(String),
    /// By patron number.
    Patron(u64),
    /// By mandate reference.
    Mandate(String),
}

impl Hub {
    /// One registration; that it was seen is noted.
    ///
    /// # Errors
    /// As for [`look`](Self::look): looking itself goes on for a while when the disk is full.
    pub async fn get(&self, caller: &Caller, name: &Name) -> Result<Stored, HubError> {
        let stored = self.look(name).await?;
        let registration = &stored.registration;
        let (id, revision) = (Some(registration.id), Some(registration.revision));
        let entry = caller.audit_entry("viewed", id, revision, self.clock().now());
        self.note_view(entry).await?;
        Ok(stored)
    }

    /// One registration, without a note: for streams that were noted when they began.
    ///
    /// # Errors
    /// `NotFound`; `BadState` when what is stored cannot be read; what the store could not do.
    pub async fn look(&self, name: &Name) -> Result<Stored, HubError> {
        let mut snapshot = self.store().read().await?;
        let found = match name {
            Name::Id(id) => return Stored::load(self, snapshot.read(), *id).await,
            Name::Pass(number) => snapshot.read().registration_by_pass(number).await?,
            Name::Patron(number) => snapshot.read().registration_by_patron_number(*number).await?,
            Name::Mandate(reference) => snapshot.read().registration_by_mandate_reference(reference).await?,
        };
        let record = found.ok_or(HubError::NotFound { what: "registration" })?;
        Stored::load(self, snapshot.read(), registration(&record)?.id).await
    }

    /// A page of registrations, the one changed last first, each with where a page after it goes on; and whether there
    /// are more.
    ///
    /// # Errors
    /// What the store could not do.
    pub async fn list(
        &self,
        filter: &Filter,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<(Vec<(Stored, Cursor)>, bool), HubError> {
        const ORDER: Order = Order::ChangedDescending;
        let mut snapshot = self.store().read().await?;
        let page = snapshot.read().list_registrations(filter, ORDER, after, limit).await?;
        let with_cursor = |record: &Record| Ok((Stored::from_record(self, record)?, record.cursor(ORDER)?));
        let stored = page.registrations.iter().map(with_cursor).collect::<Result<_, HubError>>()?;
        Ok((stored, page.next.is_some()))
    }

    /// Changes after a number; also the number to go on from and whether there are more.
    ///
    /// # Errors
    /// `EpochChanged` when the reader knows another epoch; what the store could not do.
    pub async fn changes(
        &self,
        since: u64,
        limit: u32,
        epoch: &str,
    ) -> Result<(Vec<(ChangeItem, Option<Stored>)>, u64, bool), HubError> {
        if !epoch.is_empty() && epoch != self.store().epoch() {
            return Err(HubError::EpochChanged);
        }
        let mut snapshot = self.store().read().await?;
        let changes = snapshot.read().list_changes(since, limit).await?;
        let mut items = Vec::with_capacity(changes.changes.len());
        for change in changes.changes {
            let (registration, stored) = match &change.changed {
                Changed::Erased { .. } => (None, None),
                Changed::Stored { .. } => {
                    let record = snapshot.read().registration(&change.registration_id).await?;
                    let record = record.ok_or(HubError::NotFound { what: "registration" })?;
                    let stored = Stored::from_record(self, &record)?;
                    (Some(stored.registration.clone()), Some(stored))
                }
            };
            items.push((
                ChangeItem { number: change.number, id: change.registration_id, registration },
                stored,
            ));
        }
        Ok((items, changes.resume, !changes.complete))
    }

    /// Central administration has everything up to this number.
    ///
    /// # Errors
    /// `EpochChanged`; `Invalid` for a number never given out.
    pub async fn acknowledge(&self, reader: &str, number: u64, epoch: &str) -> Result<u64, HubError> {
        if !epoch.is_empty() && epoch != self.store().epoch() {
            return Err(HubError::EpochChanged);
        }
        let (reader, now) = (reader.to_owned(), self.clock().now());
        self.store()
            .write(move |tx| {
                Box::pin(async move { Ok::<_, HubError>(tx.acknowledge(&reader, number, now).await?) })
            })
            .await
    }

    /// Forgets a reader of the change feed that is gone for good.
    ///
    /// # Errors
    /// `RoleMayNot` for everybody but the branch administrator; `NotFound`; what the store could not do.
    pub async fn forget_reader(&self, caller: &Caller, reader: String) -> Result<(), HubError> {
        if caller.role != Role::BranchAdmin {
            return Err(HubError::RoleMayNot);
        }
        let entry = caller.audit_entry("forget_reader", None, None, self.clock().now());
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    if !tx.forget_reader(&reader).await? {
                        return Err(HubError::NotFound { what: "reader" });
                    }
                    tx.audit(&entry).await?;
                    Ok(())
                })
            })
            .await
    }

    /// The audit trail of a registration.
    ///
    /// # Errors
    /// What the store could not do.
    pub async fn audit(&self, id: Uuid, after: u64, limit: u32) -> Result<Vec<AuditRecord>, HubError> {
        let mut snapshot = self.store().read().await?;
        Ok(snapshot.read().audit_of(&id.to_string(), after, limit).await?)
    }

    /// The earlier registration of a patron who enrols again, as the duplicate check sees it.
    ///
    /// # Errors
    /// What the store could not do.
    pub async fn earlier_of(&self, stored: &Stored) -> Result<Vec<Candidate>, HubError> {
        let state = &stored.registration.state;
        let earlier = state.identity().and_then(|identity| identity.earlier.as_ref());
        let (Some(earlier), Some(person)) = (earlier, state.person()) else { return Ok(Vec::new()) };
        let mut snapshot = self.store().read().await?;
        let own = stored.registration.id;
        super::facts::candidates(&mut snapshot.read(), person, None, own, Some(earlier.registration)).await
    }

    /// Counts and sums by day and subscription.
    ///
    /// # Errors
    /// What the store could not do.
    pub async fn summary(&self, from: NaiveDate, through: NaiveDate) -> Result<Vec<DayTotals>, HubError> {
        let mut snapshot = self.store().read().await?;
        Ok(snapshot.read().daily_summary(from, through).await?)
    }
}
