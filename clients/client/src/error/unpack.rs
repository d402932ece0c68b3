//! From a gRPC status with `google.rpc` details to a typed error.

use super::{ClientError, FieldViolation, Precondition, Refusal};
use crate::station::TlsFault;
use std::error::Error as _;
use tonic::{Code, Status};
use tonic_types::{FieldViolation as RawViolation, StatusExt as _};

/// What the transport says when it never got as far as sending (generated clients, `ready()`).
const NOT_READY: &str = "Service was not ready";

/// What the client's own `grpc-timeout` layer says.
const TIMEOUT_EXPIRED: &str = "Timeout expired";

impl From<Status> for ClientError {
    fn from(status: Status) -> Self {
        if status.details().is_empty() {
            if status.code() == Code::DeadlineExceeded
                || (status.code() == Code::Cancelled && status.message() == TIMEOUT_EXPIRED)
            {
                return Self::TimedOut;
            }
            // In TLS 1.3 the daemon looks at our certificate only after our side of the handshake is done.
            if let Some(fault) = TlsFault::among(&status) {
                return Self::Tls { at: String::new(), fault };
            }
            if is_of_transport(&status) {
                return Self::Unreachable { at: String::new(), source: status.into() };
            }
        }
        Self::Refused(Box::new(Refusal::from(&status)))
    }
}

/// The status was made on this side, because the connection failed. A daemon that refuses sends a status
/// with no local cause; when it says UNAVAILABLE without details, it is as good as away.
fn is_of_transport(status: &Status) -> bool {
    status.code() == Code::Unavailable
        || status.source().is_some()
        || (status.code() == Code::Unknown && status.message().starts_with(NOT_READY))
}

impl From<&Status> for Refusal {
    fn from(status: &Status) -> Self {
        let details = status.get_error_details();
        let message = details
            .localized_message()
            .map(|localized| localized.message.as_str())
            .filter(|message| !message.is_empty())
            .unwrap_or(status.message());
        let info = details.error_info();
        let violations = details.bad_request().map(|bad| bad.field_violations.as_slice()).unwrap_or_default();
        let preconditions = details.precondition_failure().map(|failure| failure.violations.as_slice());
        Self {
            code: status.code(),
            message: message.to_owned(),
            reason: info.map(|info| info.reason.clone()),
            metadata: info.map(|info| info.metadata.clone().into_iter().collect()).unwrap_or_default(),
            violations: violations.iter().map(FieldViolation::from).collect(),
            preconditions: preconditions
                .unwrap_or_default()
                .iter()
                .map(|violation| Precondition {
                    kind: violation.r#type.clone(),
                    subject: violation.subject.clone(),
                    message: violation.description.clone(),
                })
                .collect(),
            retry_after: details.retry_info().and_then(|info| info.retry_delay),
        }
    }
}

impl From<&RawViolation> for FieldViolation {
    fn from(raw: &RawViolation) -> Self {
        let localized = raw.localized_message.as_ref().map(|localized| localized.message.as_str());
        Self {
            field: raw.field.clone(),
            reason: raw.reason.clone(),
            message: localized.filter(|text| !text.is_empty()).unwrap_or(&raw.description).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;
    use std::time::Duration;
    use tonic_types::{ErrorDetails, LocalizedMessage};

    fn refused(status: Status) -> Refusal {
        match ClientError::from(status) {
            ClientError::Refused(refusal) => *refusal,
            other => panic!("not a refusal: {other:?}"),
        }
    }

    #[test]
    fn every_detail_is_unpacked() {
        let mut violation = RawViolation::new("person.birth_date", "birth date in the future");
        violation.reason = "DATE_IN_FUTURE".into();
        violation.localized_message = Some(LocalizedMessage::new("nl", "geboortedatum ligt in de toekomst"));
        let mut details = ErrorDetails::with_bad_request(vec![violation]);
        details.add_bad_request_violation("person.surname", "is verplicht");
        details.set_error_info(
            "INVALID",
            "balie.v1",
            HashMap::from([("step".into(), "entering_person".into())]),
        );
        details.set_localized_message("nl", "De gegevens kloppen nog niet");
        details.set_precondition_failure(vec![]);
        details.add_precondition_failure_violation("PASS", "29401000075801", "in gebruik");
        details.set_retry_info(Some(Duration::from_millis(250)));
        let refusal = refused(Status::with_error_details(Code::InvalidArgument, "invalid", details));

        assert_eq!(refusal.code, Code::InvalidArgument);
        assert_eq!(refusal.message, "De gegevens kloppen nog niet");
        assert_eq!(refusal.reason.as_deref(), Some("INVALID"));
        assert_eq!(refusal.metadata["step"], "entering_person");
        assert_eq!(refusal.violations[0].message, "geboortedatum ligt in de toekomst");
        assert_eq!(refusal.violations[0].reason, "DATE_IN_FUTURE");
        assert_eq!(refusal.violations[1].message, "is verplicht");
        assert_eq!(refusal.preconditions[0].subject, "29401000075801");
        assert_eq!(refusal.retry_after, Some(Duration::from_millis(250)));
        assert!(refusal.has_reason("DATE_IN_FUTURE") && refusal.has_reason("INVALID"));
        assert!(!refusal.has_reason("ETAG_STALE"));
        assert_eq!(refusal.violations_of("person").count(), 2);
        assert_eq!(refusal.violations_of("person.birth").count(), 0);
    }

    #[test]
    fn a_bare_status_keeps_its_message() {
        let refusal = refused(Status::not_found("no such registration"));
        assert_eq!(refusal.message, "no such registration");
        assert_eq!(refusal.reason, None);
        assert_eq!(refusal.to_string(), "no such registration (NotFound)");
    }

    #[test]
    fn failures_of_the_connection_are_no_refusals() {
        assert!(matches!(
            ClientError::from(Status::unavailable("connection refused")),
            ClientError::Unreachable { .. }
        ));
        let cause = std::io::Error::other("broken pipe");
        assert!(matches!(
            ClientError::from(Status::from_error(Box::new(cause))),
            ClientError::Unreachable { .. }
        ));
        assert!(matches!(ClientError::from(Status::cancelled(TIMEOUT_EXPIRED)), ClientError::TimedOut));
        assert!(matches!(ClientError::from(Status::deadline_exceeded("")), ClientError::TimedOut));
    }

    #[test]
    fn unavailable_with_details_is_the_daemons_own_word() {
        let details = ErrorDetails::with_error_info("PROVIDER_UNAVAILABLE", "balie.v1", HashMap::new());
        let error = ClientError::from(Status::with_error_details(Code::Unavailable, "later", details));
        assert!(error.has_reason("PROVIDER_UNAVAILABLE") && error.is_transient());
    }
}
