//! How effects are named in the store.

use super::{Caller, HubError};
use balie_devices::document_scanner::PaperSource;
use balie_registration::Role;
use balie_registration::machine::Effect;
use balie_store::{Job, NewJob};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The worker that talks to the account provider.
pub const ACCOUNTS: &str = "accounts";

/// Kind of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// Prints a pass.
    PrintPass,
    /// Finds a login account.
    FindAccount,
    /// Generates a login account.
    CreateAccount,
    /// Forgets a login account.
    ForgetAccount,
    /// Scans the page of a signed mandate.
    ScanPage,
    /// Prints a mandate form.
    PrintForm,
    /// Prints a test card.
    PrintTestCard,
}

impl JobKind {
    /// Name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::PrintPass => "print_pass",
            Self::FindAccount => "find_account",
            Self::CreateAccount => "create_account",
            Self::ForgetAccount => "forget_account",
            Self::ScanPage => "scan_page",
            Self::PrintForm => "print_form",
            Self::PrintTestCard => "print_test_card",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        const ALL: [JobKind; 7] = [
            JobKind::PrintPass,
            JobKind::FindAccount,
            JobKind::CreateAccount,
            JobKind::ForgetAccount,
            JobKind::ScanPage,
            JobKind::PrintForm,
            JobKind::PrintTestCard,
        ];
        ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What an account job needs beside the registration. Addresses stay in the registration itself.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AccountWork {
    /// User name to find or forget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
}

/// What a scan needs beside the registration.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ScanWork {
    /// Where the paper lies; as configured when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who wants it.
    #[serde(default)]
    pub caller: ScanCaller,
}

/// Who wants a scan, for the audit trail.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ScanCaller {
    user: String,
    station: String,
    role: Option<Role>,
}

impl From<Caller> for ScanCaller {
    fn from(caller: Caller) -> Self {
        Self { user: caller.user, station: caller.station, role: Some(caller.role) }
    }
}

impl From<ScanCaller> for Caller {
    fn from(stored: ScanCaller) -> Self {
        let system = Self::system();
        match stored.role {
            Some(role) => Self { user: stored.user, station: stored.station, role, ..system },
            None => system,
        }
    }
}

impl AccountWork {
    /// The work of a stored job.
    ///
    /// # Errors
    /// `BadState` when it cannot be read.
    pub fn of(job: &Job) -> Result<Self, HubError> {
        payload(job)
    }
}

impl ScanWork {
    /// The work of a stored job.
    ///
    /// # Errors
    /// `BadState` when it cannot be read.
    pub fn of(job: &Job) -> Result<Self, HubError> {
        payload(job)
    }

    /// Where the paper lies.
    pub fn paper_source(&self) -> Option<PaperSource> {
        match self.source.as_deref()? {
            "platen" => Some(PaperSource::Platen),
            "feeder" => Some(PaperSource::Feeder),
            _ => Some(PaperSource::Auto),
        }
    }
}

/// What printing a mandate form needs beside the registration.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct FormWork {
    /// In English; else in Dutch.
    #[serde(default)]
    pub english: bool,
}

impl FormWork {
    /// The work of a stored job.
    ///
    /// # Errors
    /// `BadState` when it cannot be read.
    pub fn of(job: &Job) -> Result<Self, HubError> {
        payload(job)
    }
}

/// What a stored job needs.
///
/// # Errors
/// `BadState` when it cannot be read: what it was to do is not guessed.
fn payload<W: DeserializeOwned>(job: &Job) -> Result<W, HubError> {
    serde_json::from_str(&job.payload)
        .map_err(|error| HubError::bad_state(format_args!("job {}", job.id), &error))
}

/// A job that somebody asked a device for. It is not repeated by itself: see the workers.
pub fn asked_job<W: Serialize>(
    kind: JobKind,
    id: Uuid,
    registration: Option<Uuid>,
    device: String,
    work: &W,
) -> NewJob {
    NewJob {
        id: id.to_string(),
        registration_id: registration.map(|id| id.to_string()),
        kind: kind.name().to_owned(),
        device,
        repeatable: false,
        payload: serde_json::to_string(work).unwrap_or_else(|_| "{}".to_owned()),
        key: format!("{}/{id}", kind.name()),
        not_before: None,
    }
}

/// The job for an effect. The job id is the idempotency key at the device or provider.
pub fn new_job(registration: Uuid, effect: &Effect) -> NewJob {
    let (kind, device, repeatable, work) = match effect {
        Effect::PrintPass { device, .. } => {
            (JobKind::PrintPass, device.clone().unwrap_or_default(), false, AccountWork::default())
        }
        Effect::FindAccount { user_name, .. } => (
            JobKind::FindAccount,
            ACCOUNTS.to_owned(),
            true,
            AccountWork { user_name: Some(user_name.clone()) },
        ),
        Effect::CreateAccount { .. } => {
            (JobKind::CreateAccount, ACCOUNTS.to_owned(), true, AccountWork::default())
        }
        Effect::ForgetAccount { user_name, .. } => (
            JobKind::ForgetAccount,
            ACCOUNTS.to_owned(),
            true,
            AccountWork { user_name: Some(user_name.clone()) },
        ),
    };
    let id = effect.job().0;
    NewJob {
        id: id.to_string(),
        registration_id: Some(registration.to_string()),
        kind: kind.name().to_owned(),
        device,
        repeatable,
        payload: serde_json::to_string(&work).unwrap_or_else(|_| "{}".to_owned()),
        key: format!("{}/{id}", kind.name()),
        not_before: None,
    }
}
