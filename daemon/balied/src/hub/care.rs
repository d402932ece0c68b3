//! Looking after a pass printer: a test card, and getting it going again.

use super::forms::settle_unknown_prints;
use super::jobs::JobView;
use super::names::{JobKind, asked_job};
use super::{Caller, Hub, HubError};
use balie_devices::DeviceId;
use balie_store::{AuditEntry, JobState, Reader};
use chrono::{DateTime, Utc};
use uuid::Uuid;

impl Hub {
    /// Queues a test card. The id of the request is that of the job, so that each prints once.
    ///
    /// # Errors
    /// `RoleMayNot`; `NotFound` when there is no such pass printer; `PrinterBusy`; `RequestIdReused`.
    pub async fn print_test_card(
        &self,
        caller: &Caller,
        printer: &DeviceId,
        request_id: Option<Uuid>,
    ) -> Result<JobView, HubError> {
        let printer = self.cared_for(caller, printer)?;
        let id = request_id.unwrap_or_else(Uuid::now_v7);
        let new = asked_job(JobKind::PrintTestCard, id, None, printer, &serde_json::json!({}));
        let now = self.clock().now();
        let entry = entry(caller, "print_test_card", &new.device, now);
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(job) = tx.read().job(&new.id).await? {
                        let same = job.kind == new.kind && job.device == new.device;
                        return if same { Ok(()) } else { Err(HubError::RequestIdReused) };
                    }
                    must_be_idle(&mut tx.read(), &new.device).await?;
                    settle_unknown_prints(tx, &new, now).await?;
                    tx.enqueue_job(&new, now).await?;
                    tx.audit(&entry).await?;
                    Ok::<_, HubError>(())
                })
            })
            .await?;
        self.job(id).await
    }

    /// Clears a trouble of a pass printer that a person has removed.
    ///
    /// # Errors
    /// `RoleMayNot`; `NotFound` when there is no such pass printer; `PrinterBusy`; `Device` when it cannot be
    /// reached.
    pub async fn reset_printer(&self, caller: &Caller, printer: &DeviceId) -> Result<(), HubError> {
        let device = self.cared_for(caller, printer)?;
        let entry = entry(caller, "reset_device", &device, self.clock().now());
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    must_be_idle(&mut tx.read(), &device).await?;
                    tx.audit(&entry).await?;
                    Ok::<_, HubError>(())
                })
            })
            .await?;
        // A pass that is queued from here on is behind this, or this behind it: the printer does one at a time.
        let reset = self.devices().reset(printer).await;
        reset.map_err(|error| HubError::Internal(error.to_string()))?.map_err(HubError::Device)
    }

    fn cared_for(&self, caller: &Caller, printer: &DeviceId) -> Result<String, HubError> {
        if !caller.role.may_administer() {
            return Err(HubError::RoleMayNot);
        }
        self.choose_printer(Some(printer.as_str()))
    }
}

/// Somebody may be about to put a card in for a job that waits.
async fn must_be_idle(store: &mut Reader<'_>, device: &str) -> Result<(), HubError> {
    let active = [JobState::Queued, JobState::Started, JobState::Attention];
    let jobs = store.list_jobs(&active, None, None, u32::MAX).await?;
    if jobs.iter().any(|job| job.device == device) { Err(HubError::PrinterBusy) } else { Ok(()) }
}

fn entry(caller: &Caller, action: &str, device: &str, now: DateTime<Utc>) -> AuditEntry {
    AuditEntry {
        registration_id: None,
        at: now,
        actor: caller.user.clone(),
        station: Some(caller.station.clone()),
        role: caller.role_name().to_owned(),
        action: action.to_owned(),
        fields: vec![format!("devices/{device}")],
        revision: None,
    }
}
