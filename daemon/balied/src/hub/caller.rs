//! Who asks.

use balie_registration::{Lang, Role};
use balie_store::AuditEntry;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The proven identity of a caller, and the language to answer in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// User, as the connection proved it.
    pub user: String,
    /// Role.
    pub role: Role,
    /// Station the caller works at: by its certificate, or as it says itself on the socket.
    pub station: String,
    /// Language to answer in.
    pub lang: Lang,
}

impl Caller {
    /// The daemon itself, bringing in the result of slow work.
    pub fn system() -> Self {
        Self {
            user: "balied".to_owned(),
            role: Role::BranchAdmin,
            station: "balied".to_owned(),
            lang: Lang::default(),
        }
    }

    /// Name of the role for the audit trail.
    pub fn role_name(&self) -> &'static str {
        self.role.name()
    }

    /// What the audit trail says of something this caller did or saw, without names of fields.
    pub fn audit_entry(
        &self,
        action: &str,
        registration: Option<Uuid>,
        revision: Option<u64>,
        at: DateTime<Utc>,
    ) -> AuditEntry {
        AuditEntry {
            registration_id: registration.map(|id| id.to_string()),
            at,
            actor: self.user.clone(),
            station: Some(self.station.clone()),
            role: self.role_name().to_owned(),
            action: action.to_owned(),
            fields: Vec::new(),
            revision,
        }
    }
}
