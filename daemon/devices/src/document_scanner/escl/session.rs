//! One scan: a job is made, its page fetched, and the job deleted.

use std::time::Duration;

use hyper::Method;
use tokio::time::Instant;

use super::capabilities::Capabilities;
use super::http::Answer;
use super::protocol::{Escl, refusal};
use super::settings::Settings;
use super::status::Status;
use crate::Reason;
use crate::document_scanner::control::Ended;
use crate::document_scanner::{PaperSource, ScanControl, ScanProgress, ScanRequest, ScannedPage, page};

/// How long to wait before asking again, where the scanner does not say.
const AGAIN: Duration = Duration::from_secs(1);
/// The bounds of what a scanner may say about that.
const AGAIN_BOUNDS: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(10));
/// How long to wait for the word that there are no more pages, when there is one: it only tidies up.
const LAST: Duration = Duration::from_secs(5);

/// Scans a page.
pub(super) async fn scan(
    escl: &mut Escl,
    request: ScanRequest,
    control: &ScanControl,
) -> Result<ScannedPage, Ended> {
    let capabilities = control.unless_cancelled(escl.capabilities()).await?;
    let status = control.unless_cancelled(escl.status()).await?;
    let settings = choose(&capabilities, &status, request.source.unwrap_or(escl.config.source))?;
    let job = create(escl, &settings, control).await?;
    let scanned = fetch(escl, &job, request.max_bytes, control).await;
    let ended = match &scanned {
        Ok((_, ended)) => *ended,
        Err(_) => false,
    };
    if !ended {
        delete(escl, &job).await;
    }
    scanned.map(|(page, _)| page)
}

struct Job {
    path: String,
    feeder: bool,
}

struct Chosen {
    xml: String,
    feeder: bool,
}

/// Where the paper lies, and what is asked.
fn choose(capabilities: &Capabilities, status: &Status, source: PaperSource) -> Result<Chosen, Reason> {
    let (platen, feeder) = (&capabilities.platen, &capabilities.feeder);
    let loaded = status.paper != Some(false);
    let from_feeder = match source {
        PaperSource::Platen => false,
        PaperSource::Feeder => true,
        PaperSource::Auto => feeder.is_some() && (platen.is_none() || status.paper == Some(true)),
    };
    if from_feeder {
        if let Some(reason) = status.feeder_trouble {
            return Err(reason);
        }
        if !loaded {
            return Err(Reason::DocumentFeederEmpty);
        }
    }
    let input = if from_feeder { feeder } else { platen };
    let settings = input.as_ref().and_then(|input| Settings::choose(input, from_feeder));
    let settings = settings.ok_or(Reason::ScannerUnsuitable)?;
    Ok(Chosen { xml: settings.to_xml(), feeder: from_feeder })
}

/// Makes the job. Waits for a scanner that is at work, as long as that is configured.
async fn create(escl: &mut Escl, chosen: &Chosen, control: &ScanControl) -> Result<Job, Ended> {
    let patience = Instant::now() + escl.config.busy();
    let path = format!("{}/ScanJobs", escl.config.url.path());
    loop {
        if control.cancel.is_cancelled() {
            return Err(Ended::Cancelled);
        }
        // Not to be left off half-way: a job that was made unseen would keep the scanner for minutes.
        let answered =
            escl.http.send(Method::POST, &path, Some(chosen.xml.clone()), escl.config.answer()).await;
        let answer = answered.map_err(Ended::Failed)?;
        match answer.response.status().as_u16() {
            201 => {
                let location = answer.header("location").and_then(path_of).ok_or(Reason::GarbageAnswer)?;
                return Ok(Job { path: location, feeder: chosen.feeder });
            }
            503 => {
                let again = again(&answer);
                let status = control.unless_cancelled(escl.status()).await?;
                if let Some(reason) = trouble(&status, chosen.feeder) {
                    return Err(reason.into());
                }
                if Instant::now() + again >= patience {
                    return Err(Reason::ScannerBusy.into());
                }
                control.tell(ScanProgress::Waiting);
                control.pause(again).await?;
            }
            400 | 409 => {
                // Refused as it stands: the paper, or the settings.
                let status = control.unless_cancelled(escl.status()).await?;
                let empty = chosen.feeder && status.paper == Some(false);
                let paper = trouble(&status, chosen.feeder).or(empty.then_some(Reason::DocumentFeederEmpty));
                return Err(paper.unwrap_or(Reason::ScannerUnsuitable).into());
            }
            code => return Err(refusal(code).into()),
        }
    }
}

/// Fetches the page; also tells whether the scanner has ended the job by itself.
async fn fetch(
    escl: &mut Escl,
    job: &Job,
    most: usize,
    control: &ScanControl,
) -> Result<(ScannedPage, bool), Ended> {
    control.tell(ScanProgress::Scanning);
    let patience = Instant::now() + escl.config.page();
    let answer = loop {
        let left = patience.saturating_duration_since(Instant::now());
        let answer = control.unless_cancelled(next(escl, job, left)).await?;
        match answer.response.status().as_u16() {
            200 => break answer,
            503 => {
                let again = again(&answer);
                // Some scanners go on saying "not yet" with a jammed sheet in them.
                let status = control.unless_cancelled(escl.status()).await?;
                if let Some(reason) = trouble(&status, job.feeder) {
                    return Err(reason.into());
                }
                if Instant::now() + again >= patience {
                    return Err(Reason::TimeOut.into());
                }
                control.pause(again).await?;
            }
            404 | 409 | 410 => {
                let status = control.unless_cancelled(escl.status()).await?;
                let none = if job.feeder { Reason::DocumentFeederEmpty } else { Reason::ScannerError };
                return Err(trouble(&status, job.feeder).unwrap_or(none).into());
            }
            code => return Err(refusal(code).into()),
        }
    };
    let told = |percent| control.tell(ScanProgress::Receiving { percent });
    told(None);
    let bytes = control.unless_cancelled(answer.content(most, escl.config.stall(), told)).await?;
    page::check(&bytes)?;
    let (more_sheets, ended) = control.unless_cancelled(async { Ok(last(escl, job).await) }).await?;
    Ok((ScannedPage { bytes, more_sheets }, ended))
}

/// After the page: whether there are more sheets, and whether the job has ended. Whatever goes wrong now, the page is
/// there.
async fn last(escl: &mut Escl, job: &Job) -> (bool, bool) {
    let patience = Instant::now() + LAST;
    loop {
        let left = patience.saturating_duration_since(Instant::now());
        match next(escl, job, left.min(escl.config.answer())).await {
            Ok(answer) => match answer.response.status().as_u16() {
                200 => return (true, false),
                404 | 410 => return (false, true),
                503 if Instant::now() + again(&answer) < patience => tokio::time::sleep(again(&answer)).await,
                _ => return (false, false),
            },
            Err(_) => return (false, false),
        }
    }
}

async fn next(escl: &mut Escl, job: &Job, patience: Duration) -> Result<Answer, Reason> {
    escl.http.send(Method::GET, &format!("{}/NextDocument", job.path), None, patience).await
}

/// Deletes the job, so that the scanner is free for the next one. A scanner that does not hear it gives the job up by
/// itself after a while.
async fn delete(escl: &mut Escl, job: &Job) {
    let patience = escl.config.answer().min(LAST);
    let answered =
        tokio::time::timeout(patience, escl.http.send(Method::DELETE, &job.path, None, patience)).await;
    if !matches!(answered, Ok(Ok(_))) {
        tracing::debug!(device = %escl.config.id, "a scan job could not be deleted");
    }
}

fn trouble(status: &Status, feeder: bool) -> Option<Reason> {
    // A jam in the feeder does not keep anybody from using the glass.
    if feeder { status.trouble() } else { Status { feeder_trouble: None, ..*status }.trouble() }
}

/// When to ask again (RFC 9110, section 10.2.3, in seconds; scanners send no dates).
fn again(answer: &Answer) -> Duration {
    let told =
        answer.header("retry-after").and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
    told.unwrap_or(AGAIN).clamp(AGAIN_BOUNDS.0, AGAIN_BOUNDS.1)
}

/// The path of a job. The host in it is not believed: scanners give names that nobody else knows, or that would lead
/// elsewhere.
fn path_of(location: &str) -> Option<String> {
    let rest = match location.split_once("://") {
        Some((_, rest)) => &rest[rest.find('/')?..],
        None => location,
    };
    let path = rest.trim_end_matches('/');
    let printable = path.bytes().all(|byte| byte.is_ascii_graphic());
    (path.starts_with('/') && !path.starts_with("//") && printable).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_location_the_path_is_taken() {
        for (location, path) in [
            ("/eSCL/ScanJobs/7", Some("/eSCL/ScanJobs/7")),
            ("http://scanner.invalid:8080/eSCL/ScanJobs/7/", Some("/eSCL/ScanJobs/7")),
            ("http://[fe80/eSCL/ScanJobs/7", Some("/eSCL/ScanJobs/7")),
            ("//elsewhere/7", None),
            ("ScanJobs/7", None),
            ("http://elsewhere", None),
            ("/a b", None),
            ("", None),
        ] {
            assert_eq!(path_of(location).as_deref(), path, "{location}");
        }
    }
}
