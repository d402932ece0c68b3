//! What a decision wants done in the world.

use super::command::JobId;
use super::state::Registration;
use crate::values::{Email, PassNumber};
use uuid::Uuid;

/// Slow work that a decision starts. The hub stores it as a job in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Print the pass, once per job id.
    PrintPass {
        /// Idempotency key.
        job: JobId,
        /// Device id; none: the branch's printer.
        device: Option<String>,
    },
    /// Look for an account by user name.
    FindAccount {
        /// Idempotency key.
        job: JobId,
        /// User name.
        user_name: String,
    },
    /// Generate an account.
    CreateAccount {
        /// Idempotency key; with the registration the external id at the provider.
        job: JobId,
        /// Registration.
        registration: Uuid,
        /// E-mail address for the activation link.
        email: Email,
    },
    /// Forget an account.
    ForgetAccount {
        /// Idempotency key.
        job: JobId,
        /// User name.
        user_name: String,
    },
}

impl Effect {
    /// Its idempotency key.
    pub fn job(&self) -> JobId {
        match self {
            Self::PrintPass { job, .. }
            | Self::FindAccount { job, .. }
            | Self::CreateAccount { job, .. }
            | Self::ForgetAccount { job, .. } => *job,
        }
    }
}

/// What was decided: the new registration and what is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The registration after the command; its revision is one more than before.
    pub registration: Registration,
    /// Slow work to start.
    pub effects: Vec<Effect>,
    /// Names of the parts that changed, for the audit trail.
    pub changed: Vec<&'static str>,
    /// A pass that was spoiled: its number may never be used again.
    pub spent_pass: Option<PassNumber>,
}
