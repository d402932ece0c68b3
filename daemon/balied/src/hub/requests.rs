//! Requests that are asked twice: what is remembered of them, in the transaction that carried them out.

use super::{Caller, HubError};
use balie_registration::machine::JobId;
use balie_store::{NewResponse, Replay, WriteTx};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What is remembered of a request: enough to answer it again, and nothing personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The registration it was about.
    pub registration: Uuid,
    /// Jobs it started.
    #[serde(default)]
    pub jobs: Vec<JobId>,
    /// Mandate references found on the page it brought.
    #[serde(default)]
    pub references: Vec<String>,
    /// Number of the tombstone it left in the change feed.
    #[serde(default)]
    pub change: Option<u64>,
}

impl Answer {
    /// About this registration.
    pub fn of(registration: Uuid) -> Self {
        Self { registration, jobs: Vec::new(), references: Vec::new(), change: None }
    }
}

/// A hash of the content of a request, to tell a repeat from a mistake.
///
/// # Errors
/// `Internal` when it cannot be written down: a defect.
pub fn hash<T: Serialize>(request: &T) -> Result<Vec<u8>, HubError> {
    let bytes = serde_json::to_vec(request).map_err(|error| HubError::Internal(error.to_string()))?;
    Ok(Sha256::digest(bytes).to_vec())
}

/// The answer to a request that was carried out before; none when it is fresh.
///
/// # Errors
/// `RequestIdReused` when its id was used with another content; what the store could not do.
pub async fn replayed(
    tx: &mut WriteTx,
    caller: &Caller,
    request_id: Option<Uuid>,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<Answer>, HubError> {
    let Some(request_id) = request_id else { return Ok(None) };
    match tx.read().replay(&caller.user, &request_id.to_string(), hash, now).await? {
        Replay::Fresh => Ok(None),
        Replay::Conflict => Err(HubError::RequestIdReused),
        Replay::Response(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|error| HubError::bad_state("record of a request", &error)),
    }
}

/// Remembers the answer to a fresh request.
///
/// # Errors
/// What the store could not do.
pub async fn remember(
    tx: &mut WriteTx,
    caller: &Caller,
    request_id: Option<Uuid>,
    hash: &[u8],
    answer: &Answer,
    now: DateTime<Utc>,
) -> Result<(), HubError> {
    let Some(request_id) = request_id else { return Ok(()) };
    let response = serde_json::to_vec(answer).map_err(|error| HubError::Internal(error.to_string()))?;
    let response = NewResponse {
        actor: &caller.user,
        request_id: &request_id.to_string(),
        request_hash: hash,
        response: &response,
        registration_id: Some(&answer.registration.to_string()),
    };
    tx.remember(&response, now).await?;
    Ok(())
}
