//! Refusals as `google.rpc.Status` with rich details.

use crate::hub::HubError;
use balie_registration::machine::{CommandKind, Rejection, Violation};
use balie_registration::{Explain, Lang};
use std::collections::HashMap;
use std::time::Duration;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, LocalizedMessage, StatusExt};

/// Domain of `google.rpc.ErrorInfo`.
pub const DOMAIN: &str = "balie.v1";

/// A fault of the request itself, before the heart sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing there.
    Required,
    /// Not a value of the enumeration.
    UnknownValue,
    /// Not a resource name of this form.
    ResourceName(&'static str),
    /// Not a UUID.
    RequestId,
    /// Not a page token of this branch.
    PageToken,
    /// Page size outside 0 to 1000.
    PageSize,
    /// Not a date.
    Date,
    /// Not a field of the resource.
    ReadMask,
    /// Not "nl" or "en".
    Language,
    /// Not an enrolment code: a typing mistake.
    CodeForm,
    /// Not a certificate signing request that can be used.
    RequestForm,
    /// Not a name for a station.
    StationName,
}

impl Explain for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Required => "REQUIRED",
            Self::UnknownValue => "UNKNOWN_VALUE",
            Self::ResourceName(_) => "RESOURCE_NAME",
            Self::RequestId => "REQUEST_ID",
            Self::PageToken => "PAGE_TOKEN",
            Self::PageSize => "PAGE_SIZE",
            Self::Date => "DATE_FORM",
            Self::ReadMask => "READ_MASK",
            Self::Language => "LANGUAGE",
            Self::CodeForm => "CODE_FORM",
            Self::RequestForm => "REQUEST_FORM",
            Self::StationName => "STATION_NAME",
        }
    }

    fn message(&self, lang: Lang) -> String {
        let (nl, en) = match self {
            Self::Required => ("Dit veld is verplicht.".to_owned(), "This field is required.".to_owned()),
            Self::UnknownValue => ("Onbekende waarde.".to_owned(), "Unknown value.".to_owned()),
            Self::ResourceName(form) => (
                format!("Geen geldige naam; verwacht wordt {form}."),
                format!("Not a valid resource name; expected {form}."),
            ),
            Self::RequestId => {
                ("request_id moet een UUID zijn.".to_owned(), "request_id must be a UUID.".to_owned())
            }
            Self::PageToken => (
                "Dit is geen bladwijzer van deze vestiging; begin opnieuw zonder page_token.".to_owned(),
                "Not a page token of this branch; start again without page_token.".to_owned(),
            ),
            Self::PageSize => (
                "page_size moet 0 tot en met 1000 zijn.".to_owned(),
                "page_size must be 0 to 1000.".to_owned(),
            ),
            Self::Date => ("Geen geldige datum.".to_owned(), "Not a valid date.".to_owned()),
            Self::ReadMask => (
                "read_mask noemt een veld dat niet bestaat.".to_owned(),
                "read_mask names a field that does not exist.".to_owned(),
            ),
            Self::Language => ("Kies nl of en.".to_owned(), "Choose nl or en.".to_owned()),
            Self::CodeForm => (
                "Dit is geen aanmeldcode; kijk na of hij goed is overgenomen.".to_owned(),
                "Not an enrolment code; check that it was copied well.".to_owned(),
            ),
            Self::RequestForm => (
                "Geen bruikbare certificaataanvraag (PKCS #10 in PEM, sleutel op P-256).".to_owned(),
                "Not a usable certificate signing request (PKCS #10 in PEM, key on P-256).".to_owned(),
            ),
            Self::StationName => (
                "Gebruik 1 tot 64 letters, cijfers, punt, streepje of onderstreping.".to_owned(),
                "Use 1 to 64 letters, digits, dot, hyphen or underscore.".to_owned(),
            ),
        };
        match lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }
}

fn localized(mut details: ErrorDetails, lang: Lang, message: &str) -> ErrorDetails {
    details.set_localized_message(lang.tag(), message);
    details
}

fn info(reason: &str, metadata: HashMap<String, String>) -> ErrorDetails {
    ErrorDetails::with_error_info(reason, DOMAIN, metadata)
}

/// A refused field of the request.
pub fn bad_field(field: &str, refusal: Refusal, lang: Lang) -> Status {
    bad_request(vec![(field.to_owned(), refusal.code(), refusal.message(lang))], refusal.code(), lang)
}

/// Refused fields of the request: for each its path, the code of the rule and what to tell a person.
pub fn bad_request(fields: Vec<(String, &'static str, String)>, reason: &str, lang: Lang) -> Status {
    let message = match fields.as_slice() {
        [(field, _, text)] => format!("{field}: {text}"),
        many => many.iter().map(|(field, _, _)| field.as_str()).collect::<Vec<_>>().join(", "),
    };
    let text = match fields.as_slice() {
        [(_, _, text)] => text.clone(),
        many => match lang {
            Lang::Nl => format!("{} velden kloppen nog niet.", many.len()),
            Lang::En => format!("{} fields do not hold yet.", many.len()),
        },
    };
    let mut details = info(reason, HashMap::new());
    let violations = fields.into_iter().map(|(field, code, text)| FieldViolation {
        field,
        description: text.clone(),
        reason: code.to_owned(),
        localized_message: Some(LocalizedMessage { locale: lang.tag().to_owned(), message: text }),
    });
    details.set_bad_request(violations.collect::<Vec<_>>());
    Status::with_error_details(Code::InvalidArgument, message, localized(details, lang, &text))
}

/// A refusal with a reason, for everything that is not a field.
pub fn refused(
    code: Code,
    reason: &str,
    message: &str,
    lang: Lang,
    metadata: HashMap<String, String>,
) -> Status {
    let mut details = info(reason, metadata);
    if code == Code::FailedPrecondition {
        details.add_precondition_failure_violation(reason, "registration", message);
    }
    if code == Code::Unavailable {
        details.set_retry_info(Some(Duration::from_secs(1)));
    }
    Status::with_error_details(code, message, localized(details, lang, message))
}

/// A refusal of what may be tried again after a while.
pub fn again_later(reason: &str, message: &str, wait: Duration, lang: Lang) -> Status {
    let status = refused(Code::ResourceExhausted, reason, message, lang, HashMap::new());
    let mut details = status.get_error_details();
    details.set_retry_info(Some(wait));
    Status::with_error_details(Code::ResourceExhausted, message, details)
}

/// A refused command.
pub fn rejection(rejection: &Rejection, lang: Lang) -> Status {
    let message = rejection.message(lang);
    let reason = rejection.code();
    match rejection {
        Rejection::Invalid(violations) => bad_request(
            violations
                .iter()
                .map(|v: &Violation| (v.field.clone(), v.why.code(), v.why.message(lang)))
                .collect(),
            reason,
            lang,
        ),
        Rejection::NotInThisStep { step, possible, command } => {
            let names: Vec<_> = possible.iter().map(|command: &CommandKind| command.name()).collect();
            let metadata = HashMap::from([
                ("step".to_owned(), step.name().to_owned()),
                ("command".to_owned(), command.name().to_owned()),
                ("possible".to_owned(), names.join(",")),
            ]);
            refused(Code::FailedPrecondition, reason, &message, lang, metadata)
        }
        Rejection::RoleMayNot { .. } => {
            refused(Code::PermissionDenied, reason, &message, lang, HashMap::new())
        }
        Rejection::Forbidden(_) => refused(Code::FailedPrecondition, reason, &message, lang, HashMap::new()),
        Rejection::MissingFact(_) => refused(Code::Internal, reason, &message, lang, HashMap::new()),
    }
}

/// Whatever the hub refused.
pub fn hub_error(error: &HubError, lang: Lang) -> Status {
    match error {
        HubError::Rejected(inner) => rejection(inner, lang),
        // What is handed in as a page is a field like any other.
        page if page.is_of_the_page() => {
            bad_request(vec![("content".to_owned(), page.code(), page.message(lang))], page.code(), lang)
        }
        other => refused(other.grpc_code(), other.code(), &other.message(lang), lang, other.metadata()),
    }
}
