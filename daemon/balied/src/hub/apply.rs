//! Carrying out a command: facts, decision, and one transaction for all that follows from it.

use super::error::HubError;
use super::records::{Stored, content};
use super::requests::{Answer, hash, remember, replayed};
use super::{Caller, Hub, facts, jobs, names};
use balie_registration::machine::{Command, Facts, JobId, PassInput, Registration, handle};
use balie_store::{AuditEntry, WriteTx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A mutation as asked, with what makes it safe to ask twice.
#[derive(Debug, Clone)]
pub struct Request {
    /// Request id; the same one within 24 hours is carried out once.
    pub request_id: Option<Uuid>,
    /// Revision the caller saw; none: no check.
    pub seen: Option<Seen>,
    /// Change nothing, only tell.
    pub validate_only: bool,
}

/// What the caller saw, from an etag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen(pub String);

/// What was done.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The registration as it is now.
    pub stored: Stored,
    /// Jobs that were started.
    pub jobs: Vec<JobId>,
}

impl Applied {
    fn answer(&self) -> Answer {
        Answer { jobs: self.jobs.clone(), ..Answer::of(self.stored.registration.id) }
    }

    /// What was done when it was asked before, with the registration as it is now.
    async fn again(hub: &Hub, tx: &mut WriteTx, answer: Answer) -> Result<Self, HubError> {
        Ok(Self { stored: Stored::load(hub, tx.read(), answer.registration).await?, jobs: answer.jobs })
    }
}

impl Hub {
    /// Starts a registration, with a pass when one was scanned.
    ///
    /// # Errors
    /// As for [`apply`](Self::apply); a refused pass leaves no registration behind.
    pub async fn create(
        &self,
        caller: &Caller,
        pass: Option<PassInput>,
        request: Request,
    ) -> Result<Applied, HubError> {
        if !caller.role.may_register() {
            return Err(HubError::RoleMayNot);
        }
        let (hub, caller) = (self.clone(), caller.clone());
        let now = self.clock().now();
        let hash = hash(&("create", &pass))?;
        self.run(move |tx| {
            Box::pin(async move {
                if let Some(answer) = replayed(tx, &caller, request.request_id, &hash, now).await? {
                    return Applied::again(&hub, tx, answer).await;
                }
                let registration = Registration::start(Uuid::now_v7(), now);
                let id = registration.id.to_string();
                tx.insert_registration(&id, &content(&registration, &caller.station)?, now).await?;
                audit(tx, &caller, &registration, "create", &[], now).await?;
                let mut applied = Applied {
                    stored: Stored::load(&hub, tx.read(), registration.id).await?,
                    jobs: Vec::new(),
                };
                if let Some(pass) = pass {
                    let command = Command::AssignPass(pass);
                    applied = decide(&hub, tx, &caller, registration, command, now).await?;
                }
                remember(tx, &caller, request.request_id, &hash, &applied.answer(), now).await?;
                if request.validate_only {
                    return Err(HubError::Validated(Box::new(applied)));
                }
                Ok(applied)
            })
        })
        .await
    }

    /// Carries out a clerk's command.
    ///
    /// # Errors
    /// [`HubError::Rejected`] with field, rule and remedy; `NotFound`; `EtagStale`; `RequestIdReused`;
    /// `PrinterChoice`; or what the store, or the account provider on saving, could not do. Nothing has changed then.
    pub async fn apply(
        &self,
        caller: &Caller,
        id: Uuid,
        mut command: Command,
        request: Request,
    ) -> Result<Applied, HubError> {
        let hash = hash(&(id, &command))?;
        if let Command::PrintPass { device, .. } = &mut command {
            *device = Some(self.choose_printer(device.as_deref())?);
        }
        // Laying a page out takes a while too.
        let no_glyphs = self.missing_for(id, &command).await?;
        // Before the unit of work, in which nobody else can write: the provider may take its time.
        let to_be_linked = self.to_be_linked(id, &command).await?;
        let gone_account = to_be_linked.as_ref().and_then(|account| account.gone.clone());
        let (hub, caller) = (self.clone(), caller.clone());
        let now = self.clock().now();
        self.run(move |tx| {
            Box::pin(async move {
                if let Some(answer) = replayed(tx, &caller, request.request_id, &hash, now).await? {
                    return Applied::again(&hub, tx, answer).await;
                }
                let stored = Stored::load(&hub, tx.read(), id).await?;
                if let Some(Seen(etag)) = &request.seen
                    && *etag != stored.etag()
                {
                    return Err(HubError::EtagStale);
                }
                let facts = facts::gather(&hub, tx, &caller, &stored.registration, &command, now).await?;
                let facts = Facts { gone_account, no_glyphs, ..facts };
                let applied = decide_on(&hub, tx, &caller, stored.registration, command, &facts).await?;
                remember(tx, &caller, request.request_id, &hash, &applied.answer(), now).await?;
                if request.validate_only {
                    return Err(HubError::Validated(Box::new(applied)));
                }
                Ok(applied)
            })
        })
        .await
    }

    async fn run<F>(&self, work: F) -> Result<Applied, HubError>
    where
        F: for<'t> FnOnce(&'t mut WriteTx) -> balie_store::BoxFuture<'t, Result<Applied, HubError>>
            + Send
            + 'static,
    {
        match self.store().write(work).await {
            Err(HubError::Validated(applied)) => Ok(*applied),
            other => other,
        }
    }
}

/// Decides and stores: the new state, its jobs and the audit entry.
pub(super) async fn decide(
    hub: &Hub,
    tx: &mut WriteTx,
    caller: &Caller,
    registration: Registration,
    command: Command,
    now: DateTime<Utc>,
) -> Result<Applied, HubError> {
    let facts = facts::gather(hub, tx, caller, &registration, &command, now).await?;
    decide_on(hub, tx, caller, registration, command, &facts).await
}

async fn decide_on(
    hub: &Hub,
    tx: &mut WriteTx,
    caller: &Caller,
    registration: Registration,
    command: Command,
    facts: &Facts<'_>,
) -> Result<Applied, HubError> {
    let (kind, now) = (command.kind(), facts.now);
    let resolved = match &command {
        Command::ResolvePrint { job, seen } => Some((*job, *seen)),
        _ => None,
    };
    let decision = handle(&registration, command, facts)?;
    let after = decision.registration;
    let id = after.id.to_string();
    tx.update_registration(&id, registration.revision, &content(&after, &caller.station)?, now).await?;
    for effect in &decision.effects {
        tx.enqueue_job(&names::new_job(after.id, effect), now).await?;
    }
    if let Some(pass) = decision.spent_pass {
        tx.spend_pass(&pass.to_string(), &id, now).await?;
    }
    if let Some((job, seen)) = resolved {
        jobs::resolve_unknown(tx, job, seen, now).await?;
    }
    audit(tx, caller, &after, kind.name(), &decision.changed, now).await?;
    let jobs = decision.effects.iter().map(|effect| effect.job()).collect();
    Ok(Applied { stored: Stored::load(hub, tx.read(), after.id).await?, jobs })
}

async fn audit(
    tx: &mut WriteTx,
    caller: &Caller,
    registration: &Registration,
    action: &str,
    changed: &[&'static str],
    now: DateTime<Utc>,
) -> Result<(), HubError> {
    let fields = changed.iter().map(|field| (*field).to_owned()).collect();
    let entry = caller.audit_entry(action, Some(registration.id), Some(registration.revision), now);
    let entry = AuditEntry { fields, ..entry };
    tx.audit(&entry).await?;
    Ok(())
}
