//! What can go wrong in a use case.

use crate::page_reader::ReaderError;
use crate::vault::VaultError;
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
        /// "registration", "job", "device", "document", "reader".
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
    /// The registration is erased; its login account, a message or the log of a database is still to follow.
    #[error("erased, but for what follows by itself: {0}")]
    ErasureUnfinished(Box<HubError>),
    /// No printer to print with, or several and none named.
    #[error("no printer chosen")]
    PrinterChoice {
        /// Ids of the printers there are.
        printers: Vec<String>,
    },
    /// No form printer to print with, or several and none named.
    #[error("no form printer chosen")]
    FormPrinterChoice {
        /// Ids of the form printers there are.
        printers: Vec<String>,
    },
    /// No document scanner to scan with, or several and none named.
    #[error("no document scanner chosen")]
    ScannerChoice {
        /// Ids of the document scanners there are.
        scanners: Vec<String>,
    },
    /// The printer has a job.
    #[error("the printer has a job")]
    PrinterBusy,
    /// A device cannot do what it was asked.
    #[error("device: {}", .0.code())]
    Device(balie_devices::Reason),
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
    /// Reading an uploaded page took more memory or time than a page does.
    #[error("reading the page takes too much")]
    PageTooDemanding,
    /// The page is the form of another mandate.
    #[error("the form of another mandate")]
    OtherMandate {
        /// The reference on the page.
        found: String,
        /// The reference of the form that is out.
        expected: String,
    },
    /// A stored page does not open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A task of the daemon ended abnormally.
    #[error("internal: {0}")]
    Internal(String),
    /// Carrier of the result of a validation: undoes what was tried.
    #[error("validated only")]
    Validated(Box<super::Applied>),
}

impl HubError {
    /// What was stored of this cannot be read. Where it is at fault, and not what stands there: that may be personal, and
    /// this is logged.
    pub(super) fn bad_state(of: impl std::fmt::Display, why: &serde_json::Error) -> Self {
        Self::BadState(format!("{of}: {:?} error at column {}", why.classify(), why.column()))
    }

    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rejected(rejection) => rejection.code(),
            Self::NotFound { .. } => "NOT_FOUND",
            Self::EtagStale | Self::Store(StoreError::RevisionConflict { .. }) => "ETAG_STALE",
            Self::RequestIdReused => "REQUEST_ID_REUSED",
            Self::RoleMayNot => "ROLE_MAY_NOT",
            Self::NotConfirmed => "NOT_CONFIRMED",
            Self::ErasureUnfinished(_) => "ERASURE_UNFINISHED",
            Self::PrinterChoice { printers } if printers.is_empty() => "NO_PRINTER",
            Self::PrinterChoice { .. } => "CHOOSE_PRINTER",
            Self::FormPrinterChoice { printers } if printers.is_empty() => "NO_FORM_PRINTER",
            Self::FormPrinterChoice { .. } => "CHOOSE_FORM_PRINTER",
            Self::ScannerChoice { scanners } if scanners.is_empty() => "NO_DOCUMENT_SCANNER",
            Self::ScannerChoice { .. } => "CHOOSE_DOCUMENT_SCANNER",
            Self::PrinterBusy => "PRINTER_BUSY",
            Self::Device(reason) => reason.code(),
            Self::JobNotCancellable => "JOB_NOT_CANCELLABLE",
            Self::EpochChanged => "EPOCH_CHANGED",
            Self::DocumentTooLarge { .. } => "DOCUMENT_TOO_LARGE",
            Self::NoDocument => "NO_DOCUMENT",
            Self::Store(error) => error.code(),
            Self::Account(error) => error.code(),
            Self::Document(_) => "DOCUMENT_NOT_DRAWN",
            Self::Page(error) => page_code(error),
            Self::PageTooDemanding => "PAGE_TOO_DEMANDING",
            Self::OtherMandate { .. } => "PAGE_OF_OTHER_MANDATE",
            Self::Vault(VaultError::OtherKey { .. }) => "PAGE_KEY_WRONG",
            Self::Vault(VaultError::Changed) => "PAGE_CHANGED",
            Self::Vault(VaultError::NoRandom) => "INTERNAL",
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
            | Self::FormPrinterChoice { .. }
            | Self::ScannerChoice { .. }
            | Self::Vault(VaultError::OtherKey { .. })
            | Self::PrinterBusy
            | Self::Device(_)
            | Self::JobNotCancellable
            | Self::EpochChanged
            | Self::NotConfirmed
            | Self::Store(StoreError::JobUnderWay { .. }) => Code::FailedPrecondition,
            Self::DocumentTooLarge { .. }
            | Self::Store(StoreError::DiskFull { .. } | StoreError::CounterExhausted { .. }) => {
                Code::ResourceExhausted
            }
            Self::Store(StoreError::Invalid { .. })
            | Self::Page(_)
            | Self::PageTooDemanding
            | Self::OtherMandate { .. } => Code::InvalidArgument,
            Self::Vault(VaultError::Changed) => Code::DataLoss,
            Self::Store(error) if error.is_retryable() => Code::Unavailable,
            Self::Account(_) | Self::ErasureUnfinished(_) => Code::Unavailable,
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
            Self::ErasureUnfinished(_) => (
                "De inschrijving is gewist. Haar inlogaccount of een bericht kon nog niet worden gewist; dat gebeurt vanzelf zodra het kan, ook na een herstart. Raadpleeg het logboek als u dit vaker ziet.",
                "The registration is erased. Its login account or a message could not be erased yet; that happens by itself as soon as it can, also after a restart. See the log when you see this more often.",
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
            Self::FormPrinterChoice { printers } if printers.is_empty() => (
                "Er is geen formulierprinter ingesteld. Sla het formulier op als PDF en print het zelf.",
                "No form printer is configured. Save the form as PDF and print it yourself.",
            ),
            Self::FormPrinterChoice { printers } => {
                let list = printers.join(", ");
                return match lang {
                    Lang::Nl => format!("Er zijn meer formulierprinters. Kies er een: {list}."),
                    Lang::En => format!("There are several form printers. Choose one: {list}."),
                };
            }
            Self::ScannerChoice { scanners } if scanners.is_empty() => (
                "Er is geen documentscanner ingesteld. Kies een bestand, of scan de barcode los van de pagina.",
                "No document scanner is configured. Choose a file, or scan the barcode without the page.",
            ),
            Self::ScannerChoice { scanners } => {
                let list = scanners.join(", ");
                return match lang {
                    Lang::Nl => format!("Er zijn meer documentscanners. Kies er een: {list}."),
                    Lang::En => format!("There are several document scanners. Choose one: {list}."),
                };
            }
            Self::PageTooDemanding => (
                "Dit bestand kost te veel geheugen of tijd om te lezen; een gewone pagina doet dat niet. Scan de pagina opnieuw.",
                "This file takes too much memory or time to read; an ordinary page does not. Scan the page again.",
            ),
            Self::OtherMandate { found, expected } => {
                return match lang {
                    Lang::Nl => format!(
                        "Op deze pagina staat de barcode {found}; verwacht wordt {expected}. Er is niets bewaard: neem het goede formulier."
                    ),
                    Lang::En => format!(
                        "This page has the barcode {found}; {expected} is expected. Nothing was stored: take the right form."
                    ),
                };
            }
            Self::Vault(VaultError::OtherKey { sealed_with, .. }) => {
                return match lang {
                    Lang::Nl => format!(
                        "Deze pagina is bewaard met een andere sleutel ({sealed_with}). Zet die sleutel terug in page-key."
                    ),
                    Lang::En => format!(
                        "This page was stored with another key ({sealed_with}). Put that key back into page-key."
                    ),
                };
            }
            Self::Vault(VaultError::Changed) => (
                "Deze pagina is beschadigd of hoort bij een andere inschrijving. Scan de pagina opnieuw.",
                "This page is damaged or belongs to another registration. Scan the page again.",
            ),
            Self::PrinterBusy => (
                "De printer heeft nog een opdracht. Wacht tot die klaar is, of annuleer hem.",
                "The printer still has a job. Wait until it has ended, or cancel it.",
            ),
            Self::Device(reason) => {
                return format!("{}. {}", reason.message(lang.tag()), reason.remedy(lang.tag()));
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
            Self::Vault(VaultError::NoRandom)
            | Self::BadState(_)
            | Self::Internal(_)
            | Self::Validated(_) => ("Interne fout. Raadpleeg het logboek.", "Internal error. See the log."),
        };
        match lang {
            Lang::Nl => nl.to_owned(),
            Lang::En => en.to_owned(),
        }
    }

    /// Whether a page that was handed in is at fault.
    pub fn is_of_the_page(&self) -> bool {
        matches!(
            self,
            Self::Page(_)
                | Self::PageTooDemanding
                | Self::OtherMandate { .. }
                | Self::DocumentTooLarge { .. }
        )
    }

    /// What a program may want to know.
    pub fn metadata(&self) -> HashMap<String, String> {
        match self {
            Self::PrinterChoice { printers } => HashMap::from([("printers".to_owned(), printers.join(","))]),
            Self::FormPrinterChoice { printers } => {
                HashMap::from([("form_printers".to_owned(), printers.join(","))])
            }
            Self::ScannerChoice { scanners } => {
                HashMap::from([("document_scanners".to_owned(), scanners.join(","))])
            }
            Self::NotFound { what } => HashMap::from([("resource".to_owned(), (*what).to_owned())]),
            Self::RequestIdReused => field("request_id"),
            Self::EtagStale | Self::Store(StoreError::RevisionConflict { .. }) => field("etag"),
            Self::Store(StoreError::DiskFull { path }) => {
                HashMap::from([("path".to_owned(), path.display().to_string())])
            }
            _ => HashMap::new(),
        }
    }
}

/// The field of the request that was in the way.
fn field(name: &str) -> HashMap<String, String> {
    HashMap::from([("field".to_owned(), name.to_owned())])
}

impl From<ReaderError> for HubError {
    fn from(error: ReaderError) -> Self {
        match error {
            ReaderError::File(error) => Self::Page(error),
            ReaderError::TooDemanding => Self::PageTooDemanding,
            ReaderError::Reader(error) => Self::Internal(error),
        }
    }
}

fn not_found(what: &str, lang: Lang) -> String {
    let (nl, en) = match what {
        "registration" => ("Deze inschrijving bestaat niet.", "There is no such registration."),
        "job" => ("Deze opdracht bestaat niet.", "There is no such job."),
        "reader" => ("Deze lezer bestaat niet.", "There is no such reader."),
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
        ReadError::FileTooLarge { .. } => "DOCUMENT_TOO_LARGE",
        ReadError::PictureTooLarge { .. } => "PAGE_TOO_LARGE",
        ReadError::TooManyPages { .. } => "PAGE_COUNT",
        ReadError::Encrypted => "PAGE_ENCRYPTED",
        ReadError::Format | ReadError::WithoutPdf | ReadError::Unusual(_) | ReadError::UnusualInPdf(_) => {
            "PAGE_FORMAT"
        }
        ReadError::Incomplete | ReadError::Damaged(_) => "PAGE_DAMAGED",
        ReadError::NotSigned => "PAGE_NOT_SIGNED",
    }
}

fn page_message(error: &ReadError, lang: Lang) -> String {
    let (nl, en) = match error {
        ReadError::NotFound => (
            "Op deze pagina staat geen leesbare barcode. Scan de pagina opnieuw, of scan de barcode los.",
            "There is no readable barcode on this page. Scan the page again, or scan the barcode by itself.",
        ),
        ReadError::FileTooLarge { limit, .. } => {
            return HubError::DocumentTooLarge { max: *limit }.message(lang);
        }
        ReadError::PictureTooLarge { width, height, limit } => {
            let millions = limit / 1_000_000;
            return match lang {
                Lang::Nl => format!(
                    "Deze afbeelding heeft {width} × {height} beeldpunten; hoogstens {millions} miljoen mag. Scan met 150 tot 300 dpi."
                ),
                Lang::En => format!(
                    "This picture has {width} × {height} pixels; at most {millions} million are allowed. Scan at 150 to 300 dpi."
                ),
            };
        }
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
        ReadError::Format => (
            "Dit is geen PDF, JPEG, PNG of TIFF. Sla het op als PDF of JPEG, en kies dat bestand.",
            "This is neither a PDF nor a JPEG, PNG or TIFF picture. Save it as PDF or JPEG, and choose that file.",
        ),
        ReadError::WithoutPdf => (
            "Deze daemon is gebouwd zonder het lezen van PDF. Lever de pagina aan als PNG, JPEG of TIFF.",
            "This daemon was built without reading PDF. Give the page as PNG, JPEG or TIFF.",
        ),
        ReadError::Unusual(_) => (
            "Dit soort afbeelding wordt niet gelezen. Sla hem op als PDF, JPEG of PNG.",
            "This variety of picture is not read. Save it as PDF, JPEG or PNG.",
        ),
        ReadError::UnusualInPdf(_) => (
            "In deze PDF staat een soort afbeelding die niet wordt gelezen. Scan of bewaar de pagina als JPEG of PNG.",
            "This PDF holds a variety of picture that is not read. Scan or save the page as JPEG or PNG.",
        ),
        ReadError::Incomplete => (
            "Dit bestand is beschadigd: het is niet volledig, het eind ontbreekt. Kopieer het opnieuw, of scan de pagina opnieuw.",
            "This file is damaged: it is incomplete, its end is missing. Copy it again, or scan the page again.",
        ),
        ReadError::NotSigned => (
            "Op deze pagina staat niets in het vak voor de handtekening. Is het formulier ondertekend, en lag de goede kant op de scanner? Scan de pagina opnieuw.",
            "There is nothing in the box for the signature on this page. Is the form signed, and did the right side lie on the scanner? Scan the page again.",
        ),
        ReadError::Damaged(_) => (
            "Dit bestand is beschadigd of niet volledig. Scan de pagina opnieuw.",
            "This file is damaged or incomplete. Scan the page again.",
        ),
    };
    match lang {
        Lang::Nl => nl.to_owned(),
        Lang::En => en.to_owned(),
    }
}
