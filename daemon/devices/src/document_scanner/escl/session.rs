//! One scan: a job is made, its page fetched, and the job deleted.

use std::time::Duration;

use hyper::Method;
use hyper::header::{HOST, HeaderMap, HeaderValue};
use tokio::time::Instant;

use super::chosen::{Chosen, from_feeder};
use super::http::{Answer, is_broken};
use super::protocol::{Escl, refusal};
use crate::Reason;
use crate::document_scanner::control::Ended;
use crate::document_scanner::{PaperSource, ScanControl, ScanProgress, ScanRequest, ScannedPage, page};

/// How long to wait before asking again, where the scanner does not say.
const AGAIN: Duration = Duration::from_secs(1);
/// The bounds of what a scanner may say about that.
const AGAIN_BOUNDS: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(10));
/// How long to wait for the word that there are no more pages, when there is one: it only tidies up.
const LAST: Duration = Duration::from_secs(5);
/// The host for which some scanners take jobs, and for no other.
const LOCAL: &str = "localhost";

/// Scans a page.
pub(super) async fn scan(
    escl: &mut Escl,
    request: ScanRequest,
    control: &ScanControl,
) -> Result<ScannedPage, Ended> {
    let capabilities = control.unless_cancelled(escl.capabilities()).await?;
    let before = control.unless_cancelled(escl.status_before()).await?;
    let source = request.source.unwrap_or(escl.config.source);
    if !from_feeder(&capabilities, &before, source, escl.http.peculiar.feeder_is_right_before()) {
        let chosen = Chosen::new(&capabilities, before, false)?;
        return scan_from(escl, &chosen, request.max_bytes, control).await;
    }
    let chosen = Chosen::new(&capabilities, before, true)?;
    if escl.http.peculiar.feeder_is_right_before()
        && let Some(reason) = chosen.nothing_to_feed()
    {
        return Err(reason.into());
    }
    let fed = scan_from(escl, &chosen, request.max_bytes, control).await;
    match fed {
        // Nobody said that there is paper in it, and there is none, or none that can be fed.
        Err(Ended::Failed(reason)) if source == PaperSource::Auto && chosen.is_not_fed(reason) => {
            match Chosen::new(&capabilities, chosen.before, false) {
                Ok(glass) => scan_from(escl, &glass, request.max_bytes, control).await,
                Err(_) => Err(reason.into()),
            }
        }
        fed => fed,
    }
}

async fn scan_from(
    escl: &mut Escl,
    chosen: &Chosen,
    most: usize,
    control: &ScanControl,
) -> Result<ScannedPage, Ended> {
    let job = create(escl, chosen, control).await?;
    let scanned = fetch(escl, chosen, &job, most, control).await;
    // Also a job that has ended: some scanners stay at work for minutes until they are told.
    if scanned.is_err() || escl.http.peculiar.delete_jobs {
        delete(escl, &job).await;
    }
    scanned
}

/// Makes the job and gives its path. Waits for a scanner that is at work, as long as that is configured.
async fn create(escl: &mut Escl, chosen: &Chosen, control: &ScanControl) -> Result<String, Ended> {
    let patience = Instant::now() + escl.config.busy();
    let path = format!("{}/ScanJobs", escl.config.url.path());
    let mut broken = Broken::default();
    loop {
        if control.cancel.is_cancelled() {
            return Err(Ended::Cancelled);
        }
        let headers = job_headers(escl);
        // Not to be left off half-way: a job that was made unseen would keep the scanner for minutes.
        let answer = match escl.http.make_job(&path, &chosen.xml, &headers).await {
            Ok(answer) => answer,
            Err(reason) => {
                broken.again(reason, escl.http.peculiar.ask_again)?;
                control.pause(AGAIN_BOUNDS.0).await?;
                continue;
            }
        };
        match answer.response.status().as_u16() {
            201 => {
                let location = answer.header("location").and_then(path_of).ok_or(Reason::GarbageAnswer)?;
                return Ok(location);
            }
            503 => {
                let again = again(&answer);
                let status = control.unless_cancelled(escl.status()).await?;
                if let Some(reason) = chosen.trouble(&status) {
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
                let paper = chosen.trouble(&status).or(empty.then_some(Reason::DocumentFeederEmpty));
                return Err(paper.unwrap_or(Reason::ScannerUnsuitable).into());
            }
            401 | 403 if may_be_refused_for_its_host(escl) => {
                tracing::info!(device = %escl.config.id, "a job was refused; it is tried for another host");
                escl.takes_other_host = true;
            }
            code => {
                escl.takes_other_host = false;
                return Err(refusal(code).into());
            }
        }
    }
}

/// The headers of the request for a job, beside those of every request.
fn job_headers(escl: &Escl) -> HeaderMap {
    let mut headers = escl.http.peculiar.job_headers.clone();
    if escl.takes_other_host && headers.remove(HOST).is_none() {
        headers.insert(HOST, HeaderValue::from_static(LOCAL));
    }
    headers
}

/// True when a job that was refused is worth asking for with another host: some scanners take jobs as if from
/// themselves alone, others by their own name alone, and say that signing in is wanted. A host that somebody chose is
/// kept.
fn may_be_refused_for_its_host(escl: &Escl) -> bool {
    let is_chosen = |headers: &HeaderMap| headers.get(HOST).is_some_and(|host| host != LOCAL);
    let peculiar = &escl.http.peculiar;
    !escl.takes_other_host && !is_chosen(&peculiar.headers) && !is_chosen(&peculiar.job_headers)
}

/// Answers that were no answer.
#[derive(Debug, Default)]
struct Broken {
    times: u32,
    first: Option<Reason>,
}

impl Broken {
    /// Whether to ask again. The first reason is the one to tell: a scanner that is pulled out is not there at the
    /// second time.
    fn again(&mut self, reason: Reason, most: u32) -> Result<(), Reason> {
        let first = *self.first.get_or_insert(reason);
        if !is_broken(reason) || self.times >= most {
            return Err(first);
        }
        self.times += 1;
        Ok(())
    }
}

/// Fetches the page.
async fn fetch(
    escl: &mut Escl,
    chosen: &Chosen,
    job: &str,
    most: usize,
    control: &ScanControl,
) -> Result<ScannedPage, Ended> {
    control.tell(ScanProgress::Scanning);
    let patience = Instant::now() + escl.config.page();
    let mut broken = Broken::default();
    let answer = loop {
        let left = patience.saturating_duration_since(Instant::now());
        let answer = match control.unless_cancelled(next(escl, job, left)).await {
            Ok(answer) => answer,
            Err(Ended::Failed(reason)) => {
                broken.again(reason, escl.http.peculiar.ask_again)?;
                control.pause(AGAIN_BOUNDS.0).await?;
                // What would come then is the next sheet.
                let is_lost = chosen.feeder
                    && match control.unless_cancelled(escl.status()).await {
                        Err(Ended::Cancelled) => return Err(Ended::Cancelled),
                        status => status.is_ok_and(|status| status.has_handed_out(job)),
                    };
                if is_lost {
                    return Err(Reason::PageIncomplete.into());
                }
                continue;
            }
            Err(Ended::Cancelled) => return Err(Ended::Cancelled),
        };
        match answer.response.status().as_u16() {
            200 => break answer,
            code if escl.http.peculiar.is_not_yet(code) => {
                let again = again(&answer);
                // Some scanners go on saying "not yet" with a jammed sheet in them.
                let status = control.unless_cancelled(escl.status()).await?;
                if let Some(reason) = chosen.trouble(&status) {
                    return Err(reason.into());
                }
                if Instant::now() + again >= patience {
                    return Err(Reason::TimeOut.into());
                }
                control.pause(again).await?;
            }
            404 | 409 | 410 => {
                let status = control.unless_cancelled(escl.status()).await?;
                let none = if chosen.feeder { Reason::DocumentFeederEmpty } else { Reason::ScannerError };
                return Err(chosen.trouble(&status).unwrap_or(none).into());
            }
            code => return Err(refusal(code).into()),
        }
    };
    let told = |percent| control.tell(ScanProgress::Receiving { percent });
    told(None);
    let bytes = control.unless_cancelled(answer.content(most, escl.config.stall(), told)).await?;
    page::check(&bytes)?;
    if chosen.feeder {
        control.pause(escl.http.peculiar.next_page).await?;
    }
    let more_sheets = control.unless_cancelled(async { Ok(has_more(escl, job).await) }).await?;
    Ok(ScannedPage { bytes, more_sheets })
}

/// After the page: whether there are more sheets. Whatever goes wrong now, the page is there.
async fn has_more(escl: &mut Escl, job: &str) -> bool {
    let patience = Instant::now() + LAST;
    loop {
        let left = patience.saturating_duration_since(Instant::now());
        match next(escl, job, left.min(escl.config.answer())).await {
            Ok(answer) => match answer.response.status().as_u16() {
                200 => return true,
                503 if Instant::now() + again(&answer) < patience => tokio::time::sleep(again(&answer)).await,
                _ => return false,
            },
            Err(_) => return false,
        }
    }
}

async fn next(escl: &mut Escl, job: &str, patience: Duration) -> Result<Answer, Reason> {
    escl.http.send(Method::GET, &format!("{job}/NextDocument"), patience).await
}

/// Deletes the job, so that the scanner is free for the next one. A scanner that does not hear it gives the job up by
/// itself after a while.
async fn delete(escl: &mut Escl, job: &str) {
    let patience = escl.config.answer().min(LAST);
    let answered = tokio::time::timeout(patience, escl.http.send(Method::DELETE, job, patience)).await;
    if !matches!(answered, Ok(Ok(_))) {
        tracing::debug!(device = %escl.config.id, "a scan job could not be deleted");
    }
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
