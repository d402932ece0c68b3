//! What can go wrong on the client side.

mod refusal;
mod unpack;

pub use refusal::{FieldViolation, Precondition, Refusal};

use crate::station::{CredentialsError, TlsFault};
use std::error::Error;

/// Why a call did not succeed. The texts of these variants are for developers; a [`Refusal`] also carries
/// the daemon's message in the language of the caller.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// Nobody answers: the daemon does not run, or the connection broke.
    #[error("the daemon does not answer{}{at}", if at.is_empty() { "" } else { " at " })]
    Unreachable {
        /// Where; empty when it broke underway.
        at: String,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The deadline of the call passed. Whether the daemon did the work is unknown; the same request id
    /// finds out.
    #[error("no answer within the deadline")]
    TimedOut,
    /// The daemon refused.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// An answer without what it must have: daemon and client do not fit.
    #[error("the answer has no {part}")]
    Incomplete {
        /// What is missing.
        part: &'static str,
    },
    /// A station name that cannot be sent.
    #[error("`{station}` is no name for a station: 1 to 64 letters, digits, `.`, `_` or `-`")]
    Station {
        /// The name.
        station: String,
    },
    /// What was given is no address of a daemon.
    #[error("`{address}` is no address of a daemon")]
    Address {
        /// What was given.
        address: String,
    },
    /// The credentials of this station cannot be used.
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    /// The daemon and this station do not trust each other.
    #[error("{fault}{}{at}", if at.is_empty() { "" } else { ": " })]
    Tls {
        /// Where; empty when it showed underway.
        at: String,
        /// Why.
        fault: TlsFault,
    },
    /// A document larger than the API takes.
    #[error("{size} bytes, at most {limit} are taken")]
    TooLarge {
        /// Bytes offered.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
}

impl ClientError {
    /// The refusal, when the daemon refused.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The daemon refused for this reason (`ErrorInfo.reason`, or the reason of a field violation).
    pub fn has_reason(&self, reason: &str) -> bool {
        self.refusal().is_some_and(|refusal| refusal.has_reason(reason))
    }

    /// Asking again, with the same request id, may help: the daemon is away, busy, or said so.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable { .. } => true,
            Self::Refused(refusal) => {
                refusal.code == tonic::Code::Unavailable || refusal.retry_after.is_some()
            }
            _ => false,
        }
    }
}

/// The part of an answer that must be there.
pub(crate) trait Part<T> {
    /// The part.
    ///
    /// # Errors
    /// [`ClientError::Incomplete`] when it is missing.
    fn part(self, part: &'static str) -> Result<T, ClientError>;
}

impl<T> Part<T> for Option<T> {
    fn part(self, part: &'static str) -> Result<T, ClientError> {
        self.ok_or(ClientError::Incomplete { part })
    }
}
