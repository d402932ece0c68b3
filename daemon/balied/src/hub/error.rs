//! What can go wrong in a use case.

use balie_accounts::AccountError;
use balie_documents::{DocumentError, ReadError};
use balie_registration::machine::Rejection;
use balie_registration::{Explain, Lang};
use balie_store::{StoreError, Unique};
use std::collections::HashMap;
use tonic::Code;

/// Why a use case did not happen.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// The heart refused the command.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// There is no such thing.
    #[error("{what} not found")]
    NotFound {
        /// "registration", "job", "device", "document".
        what: &'static str,
    },
    /// Somebody changed the registration since the caller saw it.
    #[error("stale etag")]
    EtagStale,
    /// The request id was used for another request.
    #[error("request id reused")]
    RequestIdReused,
    /// The role may not do this.
    #[error("role may not")]
    RoleMayNot,
    /// The central administration has not confirmed the registration as it is now.
    #[error("not confirmed by the central administration")]
    NotConfirmed,
    /// No printer to print with, or several and none named.
    #[error("no printer chosen")]
    PrinterChoice {
        /// Ids of the printers there are.
        printers: Vec<String>,
    },
    /// The job is past the point of no return or ended.
    #[error("job cannot be cancelled")]
    JobNotCancellable,
    /// The change feed has another epoch: the branch was restored from a backup.
    #[error("epoch changed")]
    EpochChanged,
    /// The document is too large.
    #[error("document over {max} bytes")]
    DocumentTooLarge {
        /// Limit in bytes.
        max: usize,
    },
    /// The registration has no such document in this step.
    #[error("no such document in this step")]
    NoDocument,
    /// The stored state cannot be read: a defect, or a database of another version.
    #[error("stored state cannot be read: {0}")]
    BadState(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The account provider.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// A document could not be made or read.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// An uploaded page could not be read.
    #[error(transparent)]
    Page(#[from] ReadError),
    /// A task of the daemon ended abnormally.
    #[error("internal: {0}")]
    Internal(String),
    /// Carrier of the result of a validation: undoes what was tried.
    #[error("validated only")]
    Validated(Box<super::Applied>),
}

impl HubError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rejected(rejection) => rejection.code(),
            Self::NotFound { .. } => "NOT_FOUND",
            Self::EtagStale | Self::Store(StoreError::RevisionConflict { .. }) => "ETAG_STALE",
            Self::RequestIdReused => "REQUEST_ID_REUSED",
            Self::RoleMayNot => "ROLE_MAY_NOT",
            Self::NotConfirmed => "NOT_CONFIRMED",
            Self::PrinterChoice { printers } if printers.is_empty() => "NO_PRINTER",
            Self::PrinterChoice { .. } => "CHOOSE_PRINTER",
            Self::JobNotCancellable => "JOB_NOT_CANCELLABLE",
            Self::EpochChanged => "EPOCH_CHANGED",
            Self::DocumentTooLarge { .. } => "DOCUMENT_TOO_LARGE",
            Self::NoDocument => "NO_DOCUMENT",
            Self::Store(error) => error.code(),
            Self::Account(error) => error.code(),
            Self::Document(_) => "DOCUMENT_NOT_DRAWN",
            Self::Page(error) => page_code(error),
            Self::BadState(_) | Self::Internal(_) | Self::Validated(_) => "INTERNAL",
        }
    }

    /// Code of gRPC.
    pub fn grpc_code(&self) -> Code {
        match self {
            Self::NotFound { .. } | Self::NoDocument => Code::NotFound,
            Self::EtagStale | Self::Store(StoreError::RevisionConflict { .. }) => Code::Aborted,
            Self::RequestIdReused | Self::Store(StoreError::Taken { .. }) => Code::AlreadyExists,
            Self::RoleMayNot => Code::PermissionDenied,
            Self::PrinterChoice { .. }
            | Self::JobNotCancellable
            | Self::EpochChanged
            | Self::NotConfirmed
            | Self::Store(StoreError::JobUnderWay { .. }) => Code::FailedPrecondition,
            Self::DocumentTooLarge { .. }
            | Self::Store(StoreError::DiskFull { .. } | StoreError::CounterExhausted { .. }) => {
                Code::ResourceExhausted
            }
            Self::Store(StoreError::Invalid { .. }) | Self::Page(_) => Code::InvalidArgument,
            Self::Store(error) if error.is_retryable() => Code::Unavailable,
            Self::Account(_) => Code::Unavailable,
            _ => Code::Internal,
        }
    }

    /// One sentence for a person.
    pub fn message(&self, lang: Lang) -> String {
        let (nl, en) = match self {
            Self::Rejected(rejection) => return rejection.message(lang),
            Self::Store(StoreError::RevisionConflict { .. }) | Self::EtagStale => (
                "Iemand anders heeft deze inschrijving intussen gewijzigd. Bekijk de nieuwe stand en probeer opnieuw.",
                "Somebody else changed this registration meanwhile. Look at it again and retry.",
            ),
            Self::Store(StoreError::Taken { what: Unique::Pass, .. }) => (
                "Deze pas is intussen aan een andere inschrijving gegeven. Neem een andere blanco pas.",
                "This pass was given to another registration meanwhile. Take another blank pass.",
            ),
            Self::Store(error) => return error.message(lang.tag()).to_string(),
            Self::Account(error) => return error.message(lang.tag()).to_string(),
            Self::Page(error) => return page_message(error, lang),
            Self::NotFound { what } => return not_found(what, lang),
            Self::RequestIdReused => (
                "Dit request_id is al gebruikt voor een ander verzoek. Gebruik een nieuw request_id.",
                "This request_id was used for another request. Use a new request_id.",
            ),
            Self::RoleMayNot => ("Uw rol mag dit niet.", "Your role may not do this."),
            Self::NotConfirmed => (
                "De centrale administratie heeft deze inschrijving nog niet bevestigd; gewist bestaat zij nergens meer. Wacht op de bevestiging, of wis haar uitdrukkelijk toch.",
                "The central administration has not confirmed this registration yet; erased, it exists nowhere any more. Wait for the confirmation, or erase it expressly all the same.",
            ),
            Self::PrinterChoice { printers } if printers.is_empty() => (
                "Er is geen pasprinter ingesteld. Vraag de beheerder, of geef de pas uit zonder te printen.",
                "No pass printer is configured. Ask the administrator, or hand the pass out without printing.",
            ),
            Self::PrinterChoice { printers } => {
                let list = printers.join(", ");
                return match lang {
                    Lang::Nl => format!("Er zijn meer pasprinters. Kies er een: {list}."),
                    Lang::En => format!("There are several pass printers. Choose one: {list}."),
                };
            }
            Self::JobNotCancellable => (
                "Deze opdracht kan niet meer worden geannuleerd: hij is begonnen of afgelopen.",
                "This job can no longer be cancelled: it has begun or ended.",
            ),
            Self::EpochChanged => (
                "Deze vestiging is teruggezet vanaf een reservekopie. Lees de wijzigingen opnieuw vanaf 0.",
                "This branch was restored from a backup. Read the changes again from 0.",
            ),
            Self::DocumentTooLarge { max } => {
                let mib = max / (1024 * 1024);
                return match lang {
                    Lang::Nl => format!("Het bestand is te groot: hoogstens {mib} MiB."),
                    Lang::En => format!("The file is too large: at most {mib} MiB."),
                };
            }
            Self::NoDocument => (
                "Dit document bestaat (nog) niet in deze stap.",
                "This document does not exist (yet) in this step.",
            ),
            Self::Document(_) => (
                "Het document kon niet worden gemaakt. Raadpleeg het logboek: een sjabloon of lettertype ontbreekt.",
                "The document could not be made. See the log: a template or font is missing.",
            ),
            Self::BadState(_) | Self::Internal(_) | Self::Validated(_) => {
                ("Interne fout. Raadpleeg het logboek.", "Internal error. See the log.")
            }
        };
        match lang {
            Lang::Nl => nl.to_owned(),
            Lang::En => en.to_owned(),
        }
    }

    /// What a program may want to know.
    pub fn metadata(&self) -> HashMap<String, String> {
        match self {
            Self::PrinterChoice { printers } => HashMap::from([("printers".to_owned(), printers.join(","))]),
            Self::NotFound { what } => HashMap::from([("resource".to_owned(), (*what).to_owned())]),
            _ => HashMap::new(),
        }
    }
}

fn not_found(what: &str, lang: Lang) -> String {
    let (nl, en) = match what {
        "registration" => ("Deze inschrijving bestaat niet.", "There is no such registration."),
        "job" => ("Deze opdracht bestaat niet.", "There is no such job."),
        "device" => ("Dit apparaat bestaat niet.", "There is no such device."),
        _ => ("Dit bestaat niet.", "There is no such thing."),
    };
    match lang {
        Lang::Nl => nl.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn page_code(error: &ReadError) -> &'static str {
    match error {
        ReadError::NotFound => "PAGE_WITHOUT_BARCODE",
        ReadError::FileTooLarge { .. } | ReadError::PictureTooLarge { .. } => "PAGE_TOO_LARGE",
        ReadError::TooManyPages { .. } => "PAGE_COUNT",
        ReadError::Encrypted => "PAGE_ENCRYPTED",
        ReadError::Format | ReadError::Unusual(_) => "PAGE_FORMAT",
        ReadError::Damaged(_) => "PAGE_DAMAGED",
    }
}

fn page_message(error: &ReadError, lang: Lang) -> String {
    let (nl, en) = match error {
        ReadError::NotFound => (
            "Op deze pagina staat geen leesbare barcode. Scan de pagina opnieuw, of scan de barcode los.",
            "There is no readable barcode on this page. Scan the page again, or scan the barcode by itself.",
        ),
        ReadError::FileTooLarge { .. } | ReadError::PictureTooLarge { .. } => (
            "Deze afbeelding is te groot. Scan met 150 tot 300 dpi.",
            "This picture is too large. Scan at 150 to 300 dpi.",
        ),
        ReadError::TooManyPages { limit } => {
            return match lang {
                Lang::Nl => format!(
                    "Dit bestand heeft meer dan {limit} pagina's. Kies een bestand met alleen de machtiging."
                ),
                Lang::En => {
                    format!("This file has more than {limit} pages. Choose a file with the mandate only.")
                }
            };
        }
        ReadError::Encrypted => (
            "Deze PDF heeft een wachtwoord. Sla hem zonder wachtwoord op.",
            "This PDF has a password. Save it without one.",
        ),
        ReadError::Format => {
            ("Dit is geen PDF, JPEG, PNG of TIFF.", "This is neither a PDF nor a JPEG, PNG or TIFF picture.")
        }
        ReadError::Unusual(_) => (
            "Dit soort afbeelding wordt niet gelezen. Sla hem op als PDF, JPEG of PNG.",
            "This variety of picture is not read. Save it as PDF, JPEG or PNG.",
        ),
        ReadError::Damaged(_) => (
            "Deze afbeelding is beschadigd. Scan de pagina opnieuw.",
            "This picture is damaged. Scan the page again.",
        ),
    };
    match lang {
        Lang::Nl => nl.to_owned(),
        Lang::En => en.to_owned(),
    }
}
