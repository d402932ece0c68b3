//! Finding, generating and forgetting login accounts. All of it can be asked again safely, and is, with
//! growing pauses, while the provider does not answer.

use super::{AFTER_FAULT, gave_up, next_job, persist};
use crate::hub::names::{ACCOUNTS, AccountWork, JobKind};
use crate::hub::query::Name;
use crate::hub::{Caller, Hub, HubError};
use balie_accounts::{AccountError, AccountKey, NewAccount};
use balie_registration::machine::{AccountState, Command, GenerateOutcome, JobId, SearchOutcome};
use balie_store::{Job, JobState, Retry, StoreError};
use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Tries of a search before the clerk is told that the provider does not answer: somebody waits.
const SEARCH_TRIES: u64 = 3;
/// Stable code of an account that was only unlinked, because another registration uses it.
const USED_BY_ANOTHER: &str = "ACCOUNT_USED_BY_ANOTHER";
/// Longest pause between tries, in seconds.
const PAUSE_MAX: i64 = 300;

/// Does account jobs until told to stop.
pub async fn run(hub: Hub, stop: CancellationToken) {
    while let Some(job) = next_job(&hub, ACCOUNTS, &stop).await {
        // Who erases its registration now waits until this is done, or has done so and the job is gone.
        let turn = hub.account_turn().await;
        let done = work(&hub, &job, &stop).await;
        drop(turn);
        if let Err(HubError::NotFound { .. } | HubError::Store(StoreError::NotFound { .. })) = done {
            tracing::info!(job = job.id, "its registration was erased");
        } else if let Err(error) = done {
            tracing::error!(job = job.id, %error, "account job could not be carried out");
            if !gave_up(&hub, &stop, &job, &error).await {
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(AFTER_FAULT) => {}
                }
            }
        }
        if stop.is_cancelled() {
            return;
        }
    }
}

async fn work(hub: &Hub, job: &Job, stop: &CancellationToken) -> Result<(), HubError> {
    let bad = || HubError::BadState(format!("job {}", job.id));
    let id = Uuid::parse_str(&job.id).map_err(|_| bad())?;
    let registration = job.registration_id.as_deref().ok_or_else(bad)?;
    let registration = Uuid::parse_str(registration).map_err(|_| bad())?;
    let user_name = AccountWork::of(job)?.user_name.unwrap_or_default();
    hub.start_job(job.id.clone()).await?;
    let job = &hub.job(id).await?.job;
    match JobKind::from_name(&job.kind) {
        Some(JobKind::FindAccount) => find(hub, stop, job, id, &user_name).await,
        Some(JobKind::CreateAccount) => create(hub, stop, job, id, registration).await,
        Some(JobKind::ForgetAccount) => forget(hub, stop, job, id, user_name).await,
        _ => Err(bad()),
    }
}

async fn find(
    hub: &Hub,
    stop: &CancellationToken,
    job: &Job,
    id: Uuid,
    user_name: &str,
) -> Result<(), HubError> {
    let now = hub.clock().now();
    let (state, reason, outcome) = match hub.accounts().find(user_name, now).await {
        Ok(Some(account)) => {
            let outcome = SearchOutcome::Found { user_name: account.user_name, subject: account.subject };
            (JobState::Done, None, outcome)
        }
        Ok(None) => (JobState::Done, Some("NOT_FOUND"), SearchOutcome::NotFound),
        Err(error @ AccountError::Unavailable { .. }) if job.attempts < SEARCH_TRIES => {
            return again(hub, stop, job, &error).await;
        }
        Err(error @ AccountError::Unavailable { .. }) => {
            (JobState::Failed, Some(error.code()), SearchOutcome::Unavailable)
        }
        Err(error) => (JobState::Done, Some(error.code()), SearchOutcome::NotFound),
    };
    let command = Command::AccountSearched { job: JobId(id), outcome };
    end(hub, stop, job, state, reason, command).await
}

async fn create(
    hub: &Hub,
    stop: &CancellationToken,
    job: &Job,
    id: Uuid,
    registration: Uuid,
) -> Result<(), HubError> {
    let stored = hub.look(&Name::Id(registration)).await?;
    let state = &stored.registration.state;
    let wanted = match (state.account(), state.person()) {
        (Some(AccountState::Generating { email, job }), Some(person)) if job.0 == id => NewAccount {
            external_id: format!("{registration}/{id}"),
            email: email.to_string(),
            display_name: person.name.full(),
        },
        _ => {
            let outcome = GenerateOutcome::Failed { reason: "NOT_AWAITED".to_owned() };
            let command = Command::AccountGenerated { job: JobId(id), outcome };
            return end(hub, stop, job, JobState::Failed, Some("NOT_AWAITED"), command).await;
        }
    };
    let (state, reason, outcome) = match hub.accounts().create(&wanted, hub.clock().now()).await {
        Ok(account) => {
            let outcome = GenerateOutcome::Generated {
                user_name: account.user_name,
                subject: account.subject,
                deadline: account.activation_deadline,
            };
            (JobState::Done, None, outcome)
        }
        Err(error @ AccountError::Unavailable { .. }) => return again(hub, stop, job, &error).await,
        Err(error) => {
            let outcome = GenerateOutcome::Failed { reason: error.code().to_owned() };
            (JobState::Failed, Some(error.code()), outcome)
        }
    };
    let command = Command::AccountGenerated { job: JobId(id), outcome };
    end(hub, stop, job, state, reason, command).await
}

async fn forget(
    hub: &Hub,
    stop: &CancellationToken,
    job: &Job,
    id: Uuid,
    user_name: String,
) -> Result<(), HubError> {
    // Another registration keeps the account that it is linked to: of that only the link goes.
    let used = match hub.accounts().find(&user_name, hub.clock().now()).await {
        Ok(Some(account)) => hub.user_of(&account).await?.is_some(),
        Err(error @ AccountError::Unavailable { .. }) => return again(hub, stop, job, &error).await,
        Ok(None) | Err(_) => false,
    };
    if used {
        let command = Command::AccountForgotten { job: JobId(id) };
        return end(hub, stop, job, JobState::Done, Some(USED_BY_ANOTHER), command).await;
    }
    match hub.accounts().forget(&AccountKey::UserName(user_name)).await {
        // One that is gone already is forgotten as well.
        Ok(_) => {
            let command = Command::AccountForgotten { job: JobId(id) };
            end(hub, stop, job, JobState::Done, None, command).await
        }
        Err(error) => again(hub, stop, job, &error).await,
    }
}

async fn again(hub: &Hub, stop: &CancellationToken, job: &Job, error: &AccountError) -> Result<(), HubError> {
    let doubled = 1_i64.checked_shl(u32::try_from(job.attempts.min(16)).unwrap_or(16)).unwrap_or(PAUSE_MAX);
    let now = hub.clock().now();
    let at = now + TimeDelta::seconds(doubled.min(PAUSE_MAX));
    tracing::warn!(job = job.id, code = error.code(), attempt = job.attempts, "accounts do not answer");
    let requeue = || async {
        let id = job.id.clone();
        hub.store()
            .write(move |tx| {
                Box::pin(async move {
                    tx.requeue_job(&id, Retry::At(at), now).await.map(|_| ()).map_err(HubError::from)
                })
            })
            .await
    };
    persist(stop, &job.id, requeue).await
}

async fn end(
    hub: &Hub,
    stop: &CancellationToken,
    job: &Job,
    state: JobState,
    reason: Option<&str>,
    command: Command,
) -> Result<(), HubError> {
    let caller = Caller::system();
    persist(stop, &job.id, || hub.end_job(&caller, job, state, reason, command.clone())).await
}
