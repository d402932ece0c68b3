//! A refusal by the daemon, with its details.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;
use tonic::Code;

/// What the daemon refused and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Status code.
    pub code: Code,
    /// What is the matter: `LocalizedMessage` in the language of the caller where the daemon sent one, else
    /// the message of the status.
    pub message: String,
    /// Stable reason (`ErrorInfo.reason`), such as `ETAG_STALE`.
    pub reason: Option<String>,
    /// Facts that belong to the reason (`ErrorInfo.metadata`), such as `step`.
    pub metadata: BTreeMap<String, String>,
    /// Fields that do not hold (`BadRequest`).
    pub violations: Vec<FieldViolation>,
    /// What must be true first (`PreconditionFailure`).
    pub preconditions: Vec<Precondition>,
    /// When to ask again (`RetryInfo`).
    pub retry_after: Option<Duration>,
}

/// One field that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldViolation {
    /// Path of the field within the command, such as `person.birth_date`.
    pub field: String,
    /// Stable reason, such as `PASS_LENGTH`.
    pub reason: String,
    /// What is the matter, in the language of the caller.
    pub message: String,
}

/// Something that must be true first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precondition {
    /// Kind of precondition: a stable code.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// What is the matter.
    pub message: String,
}

impl Refusal {
    /// It was refused for this reason, as a whole or for a field.
    pub fn has_reason(&self, reason: &str) -> bool {
        self.reason.as_deref() == Some(reason) || self.violations.iter().any(|field| field.reason == reason)
    }

    /// The registration changed since the caller saw it (`ETAG_STALE`).
    pub fn is_stale(&self) -> bool {
        self.has_reason("ETAG_STALE")
    }

    /// The command does not belong to the step the registration is in (`NOT_IN_THIS_STEP`).
    pub fn is_wrong_step(&self) -> bool {
        self.has_reason("NOT_IN_THIS_STEP")
    }

    /// No font has some characters of what was to be printed: the clerk is to know and to say so
    /// (`despite_missing_characters`).
    pub fn misses_characters(&self) -> Option<&FieldViolation> {
        self.violations_of("despite_missing_characters").next()
    }

    /// The violations of a field or of what is within it.
    pub fn violations_of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a FieldViolation> {
        self.violations.iter().filter(move |violation| {
            violation
                .field
                .strip_prefix(field)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        match &self.reason {
            Some(reason) => write!(f, " ({:?}, {reason})", self.code),
            None => write!(f, " ({:?})", self.code),
        }
    }
}
