//! Jobs, from the hub to the wire.

use super::timestamp;
use crate::api::status::{Refusal, bad_field};
use crate::hub::JobView;
use crate::hub::names::JobKind;
use balie_devices::document_scanner::ScanProgress;
use balie_devices::printer::PrintProgress;
use balie_proto::v1 as pb;
use balie_registration::Lang;
use balie_store::JobState;
use tonic::Status;
use uuid::Uuid;

/// The id in `jobs/{uuid}`.
///
/// # Errors
/// `INVALID_ARGUMENT` when it is none.
pub fn job_id(name: &str, field: &str, lang: Lang) -> Result<Uuid, Status> {
    name.strip_prefix("jobs/")
        .and_then(|id| Uuid::parse_str(id).ok())
        .ok_or_else(|| bad_field(field, Refusal::ResourceName("jobs/{uuid}"), lang))
}

/// States of a filter. Preparing jobs are queued ones in the store.
///
/// # Errors
/// `INVALID_ARGUMENT` for a state that does not exist.
pub fn states(states: &[i32], lang: Lang) -> Result<Vec<JobState>, Status> {
    states
        .iter()
        .map(|state| {
            Ok(match pb::JobState::try_from(*state) {
                Ok(pb::JobState::Queued | pb::JobState::Preparing) => JobState::Queued,
                Ok(pb::JobState::Started) => JobState::Started,
                Ok(pb::JobState::Done) => JobState::Done,
                Ok(pb::JobState::Failed) => JobState::Failed,
                Ok(pb::JobState::Cancelled) => JobState::Cancelled,
                Ok(pb::JobState::Unknown) => JobState::Unknown,
                Ok(pb::JobState::Unspecified) | Err(_) => {
                    return Err(bad_field("states", Refusal::UnknownValue, lang));
                }
            })
        })
        .collect()
}

/// A job as a clerk sees it.
pub fn job_view(view: &JobView, lang: Lang) -> pb::Job {
    let job = &view.job;
    let reason = view.device_reason();
    let state = match job.state {
        JobState::Queued if view.preparing => pb::JobState::Preparing,
        JobState::Queued => pb::JobState::Queued,
        JobState::Started | JobState::Attention => pb::JobState::Started,
        JobState::Done => pb::JobState::Done,
        JobState::Failed => pb::JobState::Failed,
        JobState::Unknown => pb::JobState::Unknown,
        JobState::Cancelled => pb::JobState::Cancelled,
    };
    let device = match view.kind {
        // A print that may have been made before a backup was put back was made by a printer that nobody knows.
        _ if job.device.is_empty() => String::new(),
        Some(JobKind::PrintPass | JobKind::ScanPage | JobKind::PrintForm | JobKind::PrintTestCard) => {
            format!("devices/{}", job.device)
        }
        _ => String::new(),
    };
    pb::Job {
        name: format!("jobs/{}", job.id),
        registration: job
            .registration_id
            .as_ref()
            .map(|id| format!("registrations/{id}"))
            .unwrap_or_default(),
        kind: kind(view.kind).into(),
        device,
        state: state.into(),
        queue_position: i32::try_from(view.ahead).unwrap_or(i32::MAX),
        progress: progress(view, lang),
        reason_code: view.reason.clone().unwrap_or_default(),
        reason: match reason {
            Some(reason) => reason.message(lang.tag()).to_owned(),
            None => words(view.reason.as_deref().unwrap_or_default(), lang).to_owned(),
        },
        remedy: match (job.state, reason) {
            (JobState::Unknown, _) => look(view.kind, lang).to_owned(),
            (_, Some(reason)) => reason.remedy(lang.tag()).to_owned(),
            _ => String::new(),
        },
        create_time: Some(timestamp(job.created_at)),
        update_time: Some(timestamp(job.updated_at)),
    }
}

fn kind(kind: Option<JobKind>) -> pb::JobKind {
    match kind {
        Some(JobKind::PrintPass) => pb::JobKind::PrintPass,
        Some(JobKind::FindAccount) => pb::JobKind::FindAccount,
        Some(JobKind::CreateAccount) => pb::JobKind::CreateAccount,
        Some(JobKind::ForgetAccount) => pb::JobKind::ForgetAccount,
        Some(JobKind::ScanPage) => pb::JobKind::ScanPage,
        Some(JobKind::PrintForm) => pb::JobKind::PrintMandateForm,
        Some(JobKind::PrintTestCard) => pb::JobKind::PrintTestCard,
        None => pb::JobKind::Unspecified,
    }
}

fn progress(view: &JobView, lang: Lang) -> String {
    if let (JobState::Started, Some(scanning)) = (view.job.state, view.scanning) {
        return scan_progress(scanning, lang);
    }
    let (nl, en) = match (view.job.state, view.progress) {
        (JobState::Queued, None) if view.ahead > 0 => ("Wacht op zijn beurt", "Waiting for its turn"),
        (JobState::Queued, None) => ("In de wachtrij", "Queued"),
        (JobState::Queued, Some(PrintProgress::Connecting)) => {
            ("Printer wordt aangesproken", "Connecting to the printer")
        }
        (JobState::Queued, Some(PrintProgress::WaitingForCard)) => {
            ("Doe de pas in de printer", "Insert the card into the printer")
        }
        (JobState::Queued | JobState::Started, Some(PrintProgress::Sending { percent })) => {
            return match lang {
                Lang::Nl => format!("Pas wordt verstuurd ({percent} %)"),
                Lang::En => format!("Sending the pass ({percent} %)"),
            };
        }
        (JobState::Started | JobState::Attention, _) | (JobState::Queued, Some(PrintProgress::Printing)) => {
            ("Bezig", "Busy")
        }
        _ => ("", ""),
    };
    match lang {
        Lang::Nl => nl.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn scan_progress(progress: ScanProgress, lang: Lang) -> String {
    let (nl, en) = match progress {
        ScanProgress::Connecting => ("Scanner wordt aangesproken", "Connecting to the scanner"),
        ScanProgress::Waiting => ("Wacht tot de scanner vrij is", "Waiting until the scanner is free"),
        ScanProgress::Scanning => ("De scanner scant", "The scanner scans"),
        ScanProgress::Receiving { percent: Some(100) } => ("De pagina wordt gelezen", "Reading the page"),
        ScanProgress::Receiving { percent: None } => ("De pagina komt binnen", "The page is coming in"),
        ScanProgress::Receiving { percent: Some(percent) } => {
            return match lang {
                Lang::Nl => format!("De pagina komt binnen ({percent} %)"),
                Lang::En => format!("The page is coming in ({percent} %)"),
            };
        }
    };
    match lang {
        Lang::Nl => nl.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn look(kind: Option<JobKind>, lang: Lang) -> &'static str {
    match (kind, lang) {
        (Some(JobKind::PrintForm), Lang::Nl) => {
            "Kijk bij de printer. Ligt het formulier er niet of niet goed, print het dan nog eens."
        }
        (Some(JobKind::PrintForm), Lang::En) => {
            "Look at the printer. If the form is not there or not good, print it once more."
        }
        (Some(JobKind::PrintTestCard), Lang::Nl) => {
            "Kijk bij de printer. Kwam de testkaart er niet of niet goed uit, print er dan nog een."
        }
        (Some(JobKind::PrintTestCard), Lang::En) => {
            "Look at the printer. If the test card did not come out or is not good, print another."
        }
        (_, Lang::Nl) => {
            "Kijk bij de printer en geef aan wat eruit kwam: geprint, niet geprint of verknoeid."
        }
        (_, Lang::En) => "Look at the printer and say what came out: printed, not printed or spoiled.",
    }
}

fn words(code: &str, lang: Lang) -> &'static str {
    let (nl, en) = match code {
        "CANCELLED" => ("Geannuleerd.", "Cancelled."),
        "INTERRUPTED" => {
            ("De dienst stopte tijdens het printen.", "The service stopped while it was being printed.")
        }
        "RESTORED" => (
            "Er is een reservekopie teruggezet van voor deze print; hij kan intussen gedaan zijn.",
            "A backup from before this print was put back; it may have been done since.",
        ),
        "ACCOUNT_USED_BY_ANOTHER" => (
            "Een andere inschrijving gebruikt dit inlogaccount. Het blijft bestaan, alleen de koppeling is weg.",
            "Another registration uses this login account. It stays, only the link is gone.",
        ),
        "SCAN_INTERRUPTED" => (
            "De dienst stopte voordat de scan klaar was. Scan opnieuw.",
            "The service stopped before the scan had ended. Scan again.",
        ),
        "PAGE_WITHOUT_BARCODE" => (
            "De pagina is bewaard, maar er staat geen leesbare barcode op. Scan de barcode met de handscanner, of scan de pagina opnieuw.",
            "The page is stored, but it has no readable barcode. Scan the barcode with the hand scanner, or scan the page again.",
        ),
        "PAGE_OF_OTHER_MANDATE" => (
            "Op deze pagina staat de barcode van een andere machtiging. Er is niets bewaard: neem het goede formulier.",
            "This page has the barcode of another mandate. Nothing was stored: take the right form.",
        ),
        "PAGE_DAMAGED" => (
            "De gescande pagina is beschadigd of niet volledig. Scan opnieuw.",
            "The scanned page is damaged or incomplete. Scan again.",
        ),
        "PAGE_NOT_SIGNED" => (
            "Op deze pagina staat niets in het vak voor de handtekening. Is het formulier ondertekend, en lag de goede kant op de scanner? Scan opnieuw.",
            "There is nothing in the box for the signature on this page. Is the form signed, and did the right side lie on the scanner? Scan again.",
        ),
        "PAGE_TOO_LARGE" | "DOCUMENT_TOO_LARGE" | "PAGE_COUNT" | "PAGE_TOO_DEMANDING" => (
            "De gescande pagina is te groot. Stel de scanner in op 300 dpi en één pagina A4.",
            "The scanned page is too large. Set the scanner to 300 dpi and one page of A4.",
        ),
        "PAGE_FORMAT" | "PAGE_ENCRYPTED" => (
            "De scanner levert een bestand dat niet gelezen kan worden. Meld dit aan de beheerder.",
            "The scanner delivers a file that cannot be read. Report this to the administrator.",
        ),
        "PRINTED_AGAIN" => ("Er is daarna opnieuw geprint.", "It was printed once more afterwards."),
        "DOCUMENT_NOT_DRAWN" => (
            "Het formulier kon niet worden gemaakt. Raadpleeg het logboek.",
            "The form could not be made. See the log.",
        ),
        "NOT_AWAITED" => ("Niet meer nodig.", "Not needed any more."),
        "NOT_FOUND" => ("Geen account met deze gebruikersnaam.", "No account with this user name."),
        "SEEN_PRINTED" => ("Een medewerker zag een goede pas.", "A clerk saw a good pass."),
        "SEEN_NOT_PRINTED" => {
            ("Een medewerker zag dat er niets was geprint.", "A clerk saw that nothing was printed.")
        }
        "SEEN_SPOILED" => ("Een medewerker zag een verknoeide pas.", "A clerk saw a spoiled pass."),
        "ACCOUNTS_UNAVAILABLE" => {
            ("De inlogaccounts zijn nu niet bereikbaar.", "Login accounts cannot be reached now.")
        }
        _ => ("", ""),
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}
