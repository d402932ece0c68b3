//! What happens by itself: activation of accounts and its deadline, forgetting old request records, erasing what
//! is kept no longer.

use crate::hub::{Hub, HubError, query::Name};
use balie_accounts::{AccountKey, AccountStatus};
use balie_registration::machine::{AccountObservation, AccountState, Command};
use balie_store::Filter;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Pending accounts looked at in one round.
const ROUND: u32 = 500;

/// Looks every now and then until told to stop.
pub async fn run(hub: Hub, every: Duration, stop: CancellationToken) {
    loop {
        round(&hub).await;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(every) => {}
        }
    }
}

/// One round. What fails is told and tried again in the next; it does not keep the rest from happening.
pub async fn round(hub: &Hub) {
    hub.write_pending_views().await;
    for (what, done) in [
        ("forgetting old request records", purge(hub).await),
        ("following login accounts", follow_accounts(hub).await),
        ("erasing registrations", hub.erase_due().await),
    ] {
        if let Err(error) = done {
            tracing::warn!(what, %error, "round of the timer failed");
        }
    }
}

async fn purge(hub: &Hub) -> Result<(), HubError> {
    let now = hub.clock().now();
    hub.store()
        .write(move |tx| {
            Box::pin(async move { tx.purge_responses(now).await.map(|_| ()).map_err(HubError::from) })
        })
        .await
}

async fn follow_accounts(hub: &Hub) -> Result<(), HubError> {
    let pending = Filter { account_state: Some("pending".to_owned()), ..Filter::default() };
    let mut after = None;
    loop {
        let (found, more) = hub.list(&pending, after.as_ref(), ROUND).await?;
        for (stored, cursor) in found {
            observe(hub, stored.registration.id).await?;
            after = Some(cursor);
        }
        if !more {
            break;
        }
    }
    hub.accounts().expire(hub.clock().now()).await?;
    Ok(())
}

async fn observe(hub: &Hub, id: uuid::Uuid) -> Result<(), HubError> {
    let stored = hub.look(&Name::Id(id)).await?;
    let Some(AccountState::Pending { user_name, deadline, .. }) = stored.registration.state.account() else {
        return Ok(());
    };
    let now = hub.clock().now();
    let status = hub.accounts().status(&AccountKey::UserName(user_name.clone()), now).await?;
    let observation = match status {
        Some(AccountStatus::Active) => AccountObservation::Activated,
        Some(AccountStatus::Pending { .. }) => return Ok(()),
        Some(AccountStatus::Lapsed) | None if now >= *deadline => AccountObservation::Lapsed,
        Some(AccountStatus::Lapsed) | None => return Ok(()),
    };
    match hub.happened(id, Command::AccountObserved(observation)).await {
        // Somebody was quicker, for example by forgetting the account.
        Err(HubError::Rejected(_)) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    }
}
