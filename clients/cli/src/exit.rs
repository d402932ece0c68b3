//! Exit codes: what a script can tell apart.

use crate::failure::Failure;
use crate::text::Lang;
use balie_client::{ClientError, Code, station::EnrolError};

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done, or left on purpose.
    Ok,
    /// 1: something nobody foresaw.
    Unexpected,
    /// 2: the command line is wrong.
    Usage,
    /// 3: what was entered does not hold; the fields are named.
    Invalid,
    /// 4: not now: another step, changed meanwhile, in use, disk full.
    Precondition,
    /// 5: there is no such thing.
    NotFound,
    /// 6: not with this role.
    Permission,
    /// 7: the daemon does not answer.
    Unreachable,
    /// 8: a device or a print failed, or its outcome is unknown.
    Device,
}

/// What `--help` says about exit codes.
pub(crate) fn help(lang: Lang) -> &'static str {
    match lang {
        Lang::Dutch => DUTCH,
        Lang::English => ENGLISH,
    }
}

const ENGLISH: &str = "Exit codes:
  0  done
  1  unexpected failure
  2  wrong command line
  3  invalid input: the fields are named
  4  not now: another step, changed meanwhile, already in use, disk full
  5  not found
  6  not permitted with this role
  7  the daemon does not answer
  8  a device or print failed, or its outcome is unknown";

const DUTCH: &str = "Eindcodes:
  0  gedaan
  1  onverwachte fout
  2  verkeerde opdrachtregel
  3  verkeerde invoer: de velden worden genoemd
  4  nu niet: andere stap, intussen gewijzigd, al in gebruik, schijf vol
  5  niet gevonden
  6  mag niet met deze rol
  7  Balie antwoordt niet
  8  een apparaat of print mislukte, of de uitkomst is onbekend";

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Unexpected => 1,
            Self::Usage => 2,
            Self::Invalid => 3,
            Self::Precondition => 4,
            Self::NotFound => 5,
            Self::Permission => 6,
            Self::Unreachable => 7,
            Self::Device => 8,
        }
    }
}

impl From<&Failure> for Exit {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::Client(error) => error.into(),
            Failure::Enrol(error) => error.into(),
            Failure::Usage { .. } => Self::Usage,
            Failure::Input { .. } | Failure::Invalid { .. } => Self::Invalid,
            Failure::Declined { .. } => Self::Precondition,
            Failure::Device { .. } => Self::Device,
            Failure::Io { .. } => Self::Unexpected,
        }
    }
}

impl From<&ClientError> for Exit {
    fn from(error: &ClientError) -> Self {
        match error {
            ClientError::Unreachable { .. } | ClientError::TimedOut => Self::Unreachable,
            ClientError::Station { .. } | ClientError::Address { .. } => Self::Usage,
            ClientError::Credentials(_) | ClientError::Tls { .. } => Self::Permission,
            ClientError::TooLarge { .. } => Self::Invalid,
            ClientError::Refused(refusal) if !refusal.violations.is_empty() => Self::Invalid,
            ClientError::Refused(refusal) => refusal.code.into(),
            _ => Self::Unexpected,
        }
    }
}

impl From<&EnrolError> for Exit {
    fn from(error: &EnrolError) -> Self {
        match error {
            EnrolError::Mistyped(_) | EnrolError::Address(_) => Self::Usage,
            EnrolError::Unreachable { .. } | EnrolError::NoDaemon(_) => Self::Unreachable,
            EnrolError::StationTaken(_) => Self::Precondition,
            EnrolError::Store(_) => Self::Unexpected,
            EnrolError::Other(error) => error.into(),
            // A code that does not hold, or a server that is not to be trusted.
            _ => Self::Permission,
        }
    }
}

impl From<Code> for Exit {
    fn from(code: Code) -> Self {
        match code {
            Code::InvalidArgument | Code::OutOfRange => Self::Invalid,
            // Exhausted: the disk of the daemon is full, and nothing was changed.
            Code::FailedPrecondition | Code::Aborted | Code::AlreadyExists | Code::ResourceExhausted => {
                Self::Precondition
            }
            Code::NotFound => Self::NotFound,
            Code::PermissionDenied | Code::Unauthenticated => Self::Permission,
            Code::Unavailable | Code::DeadlineExceeded => Self::Unreachable,
            _ => Self::Unexpected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::{FieldViolation, Refusal};

    fn refused(code: Code, fields: &[&str]) -> Failure {
        let violations = fields
            .iter()
            .map(|field| FieldViolation { field: (*field).into(), reason: "X".into(), message: "x".into() })
            .collect();
        Failure::Client(ClientError::Refused(Box::new(Refusal {
            code,
            message: "x".into(),
            reason: None,
            metadata: Default::default(),
            violations,
            preconditions: vec![],
            retry_after: None,
        })))
    }

    #[test]
    fn every_failure_has_its_code() {
        let cases = [
            (refused(Code::InvalidArgument, &[]), 3),
            (refused(Code::FailedPrecondition, &["code"]), 3),
            (refused(Code::FailedPrecondition, &[]), 4),
            (refused(Code::Aborted, &[]), 4),
            (refused(Code::AlreadyExists, &[]), 4),
            (refused(Code::ResourceExhausted, &[]), 4),
            (refused(Code::NotFound, &[]), 5),
            (refused(Code::PermissionDenied, &[]), 6),
            (refused(Code::Unauthenticated, &[]), 6),
            (refused(Code::Unavailable, &[]), 7),
            (refused(Code::Internal, &[]), 1),
            (Failure::Client(ClientError::TimedOut), 7),
            (Failure::Client(ClientError::Incomplete { part: "job" }), 1),
            (Failure::usage("x"), 2),
            (Failure::input("person.toml", Some(3), "x"), 3),
            (Failure::Invalid { field: "name", message: "x".into() }, 3),
            (Failure::Declined { message: "x".into() }, 4),
            (Failure::Device { message: "x".into() }, 8),
            (Failure::io("/x", std::io::Error::other("x")), 1),
        ];
        for (failure, code) in cases {
            assert_eq!(Exit::from(&failure).code(), code, "{failure:?}");
        }
        assert_eq!(Exit::Ok.code(), 0);
    }

    #[test]
    fn help_names_every_code() {
        for exit in [
            Exit::Ok,
            Exit::Unexpected,
            Exit::Usage,
            Exit::Invalid,
            Exit::Precondition,
            Exit::NotFound,
            Exit::Permission,
            Exit::Unreachable,
            Exit::Device,
        ] {
            for lang in Lang::ALL {
                assert!(help(lang).contains(&format!("\n  {}  ", exit.code())), "{exit:?}");
            }
        }
    }
}
