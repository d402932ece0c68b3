//! Who is asking: the roles of a branch.

use serde::{Deserialize, Serialize};

/// The role of the caller. Decides what a command may do, never what a value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Registers patrons, prints passes, processes mandates.
    Counter,
    /// Counter, and may also hand out the d-Bos supplement (0086).
    Education,
    /// Devices, configuration, cancelling what was saved, erasing.
    BranchAdmin,
    /// Central administration: reads and follows registrations, acknowledges.
    Central,
    /// Health and metrics only.
    Monitoring,
}

impl Role {
    /// Name, as in configuration, certificates and the audit trail.
    pub fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Education => "education",
            Self::BranchAdmin => "branch-admin",
            Self::Central => "central",
            Self::Monitoring => "monitoring",
        }
    }

    /// May carry out the steps of a registration at the counter.
    pub fn may_register(self) -> bool {
        matches!(self, Self::Counter | Self::Education | Self::BranchAdmin)
    }

    /// May read registrations of the branch.
    pub fn may_read(self) -> bool {
        self != Self::Monitoring
    }

    /// May administer the branch: cancel what was saved, resolve jobs, configure.
    pub fn may_administer(self) -> bool {
        self == Self::BranchAdmin
    }

    /// May hand out subscriptions reserved for education officers.
    pub fn may_educate(self) -> bool {
        matches!(self, Self::Education | Self::BranchAdmin)
    }
}
