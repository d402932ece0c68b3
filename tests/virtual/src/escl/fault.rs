//! Faults of single requests.

use std::time::Duration;

/// A request of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EsclRequest {
    /// `GET ScannerCapabilities`.
    Capabilities,
    /// `GET ScannerStatus`.
    Status,
    /// `POST ScanJobs`.
    Create,
    /// `GET ScanJobs/{id}/NextDocument`.
    Next,
    /// `DELETE ScanJobs/{id}`.
    Delete,
}

impl EsclRequest {
    /// The request of this name, in lower case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "capabilities" => Self::Capabilities,
            "status" => Self::Status,
            "create" => Self::Create,
            "next" => Self::Next,
            "delete" => Self::Delete,
            _ => return None,
        })
    }
}

/// What happens in place of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EsclAction {
    /// An answer with this status and no content; 503 with `Retry-After`.
    Code(u16),
    /// Whoever asks is sent to HTTPS.
    ToHttps,
    /// Status 200 and bytes that are neither XML nor a picture.
    Garbage,
    /// Bytes that are not HTTP.
    NotHttp,
    /// The connection is closed without an answer.
    Drop,
    /// No answer ever comes, but the connection stays.
    Stall,
    /// The answer comes this much later.
    Late(Duration),
    /// The connection is closed after this percentage of the content.
    Cut(u8),
    /// After this percentage of the content nothing more comes, but the connection stays.
    StallAt(u8),
    /// The content ends after this percentage as if that were all of it.
    Truncate(u8),
    /// The content is announced as larger than any scanner's page (1 TB), and zeros come without end.
    Endless,
}

/// A fault that strikes some times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EsclFault {
    /// The request it strikes.
    pub at: EsclRequest,
    /// How often it still strikes.
    pub times: u32,
    /// What happens.
    pub action: EsclAction,
}

impl EsclFault {
    /// A fault that strikes once.
    #[must_use]
    pub const fn once(at: EsclRequest, action: EsclAction) -> Self {
        Self::times(at, 1, action)
    }

    /// A fault that strikes some times.
    #[must_use]
    pub const fn times(at: EsclRequest, times: u32, action: EsclAction) -> Self {
        Self { at, times, action }
    }
}

/// Takes one strike of the first fault for this request out of the plan.
pub(super) fn take(plan: &mut Vec<EsclFault>, at: EsclRequest) -> Option<EsclAction> {
    let index = plan.iter().position(|fault| fault.at == at)?;
    let fault = plan.get_mut(index)?;
    let action = fault.action.clone();
    fault.times = fault.times.saturating_sub(1);
    if fault.times == 0 {
        plan.remove(index);
    }
    Some(action)
}
