//! The scanner itself: what its connections share.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use image::GrayImage;

use super::job::{Job, Next};
use super::{AdfState, EsclAction, EsclFault, EsclOptions, EsclRequest, LateFeeder, PageFormat, fault};

/// How many requests the transcript keeps.
const TRANSCRIPT: usize = 4096;

/// What a job asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanAsked {
    /// `Platen` or `Feeder`.
    pub source: String,
    /// `Grayscale8` and the like.
    pub colours: String,
    /// Dots per inch.
    pub resolution: u32,
    /// Width of the region, in 1/300 inch.
    pub width: u32,
    /// Height of the region, in 1/300 inch.
    pub height: u32,
    /// Format.
    pub format: PageFormat,
    /// The header `Host` it was asked with.
    pub host: String,
}

/// What happened to a virtual scanner so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EsclCounters {
    /// Connections accepted.
    pub connections: u64,
    /// Requests taken in.
    pub requests: u64,
    /// Jobs made.
    pub jobs: u64,
    /// Pages sent whole.
    pub pages: u64,
    /// Jobs that were deleted before they had ended.
    pub deleted: u64,
    /// Jobs that are still open.
    pub open: u64,
}

#[derive(Debug)]
pub(super) struct Inner {
    pub page: GrayImage,
    pub sheets: u32,
    pub trouble: Option<AdfState>,
    pub state: String,
    /// A job was asked for since the paper was touched: what the feeder says now is true.
    pub tried: bool,
    pub plan: Vec<EsclFault>,
    pub jobs: Vec<Job>,
    pub transcript: Vec<String>,
    pub asked: Option<ScanAsked>,
    pub count: EsclCounters,
}

#[derive(Debug)]
pub(super) struct Shared {
    pub options: EsclOptions,
    inner: Mutex<Inner>,
}

impl Shared {
    pub fn new(options: EsclOptions, page: GrayImage) -> Self {
        let inner = Inner {
            page,
            sheets: 0,
            trouble: None,
            state: "Idle".to_owned(),
            tried: false,
            plan: Vec::new(),
            jobs: Vec::new(),
            transcript: Vec::new(),
            asked: None,
            count: EsclCounters::default(),
        };
        Self { options, inner: Mutex::new(inner) }
    }

    pub fn lock(&self) -> MutexGuard<'_, Inner> {
        // A test that panicked elsewhere must still be able to read what happened.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a request; gives the fault that strikes it.
    pub fn note(&self, line: &str, request: Option<EsclRequest>) -> Option<EsclAction> {
        let mut inner = self.lock();
        inner.count.requests += 1;
        if inner.transcript.len() < TRANSCRIPT {
            inner.transcript.push(line.to_owned());
        }
        fault::take(&mut inner.plan, request?)
    }

    /// Makes a job; none when the scanner will not (409: settings or no paper, 503: at work).
    pub fn create(&self, asked: ScanAsked) -> Result<String, u16> {
        let mut inner = self.lock();
        inner.asked = Some(asked.clone());
        if let Some(only) = self.options.job_host.as_ref().filter(|only| only.host != asked.host) {
            return Err(only.refusal);
        }
        inner.tried = true;
        if inner.jobs.iter().any(|job| !job.ended) || inner.state == "Processing" {
            return Err(503);
        }
        let feeder = asked.source == "Feeder";
        let offered = if feeder { self.options.feeder } else { self.options.platen }
            && self.options.formats.contains(&asked.format)
            && self.options.colours.contains(&asked.colours);
        if feeder && inner.sheets == 0 && self.options.jams_when_empty {
            inner.trouble.get_or_insert(AdfState::Jam);
        } else if !offered || feeder && (inner.sheets == 0 || inner.trouble.is_some()) {
            return Err(409);
        }
        inner.count.jobs += 1;
        let id = format!("job-{}", inner.count.jobs);
        let ready = Instant::now() + self.options.scan_time;
        inner.jobs.push(Job { id: id.clone(), asked, ready, fetched: 0, ended: false });
        Ok(id)
    }

    /// What the next page of a job is.
    pub fn next(&self, id: &str) -> Next {
        let mut inner = self.lock();
        let Inner { jobs, sheets, trouble, .. } = &mut *inner;
        let Some(job) = jobs.iter_mut().find(|job| job.id == id && !job.ended) else { return Next::NoMore };
        let feeder = job.asked.source == "Feeder";
        if feeder && trouble.is_some() {
            return Next::Trouble;
        }
        if if feeder { *sheets == 0 } else { job.fetched > 0 } {
            job.ended = true;
            return Next::NoMore;
        }
        if Instant::now() < job.ready {
            return Next::NotYet;
        }
        job.fetched += 1;
        job.ready = Instant::now() + self.options.scan_time;
        *sheets -= u32::from(feeder);
        Next::Page(job.asked.clone())
    }

    /// Deletes a job; false when there is none.
    pub fn delete(&self, id: &str) -> bool {
        let mut inner = self.lock();
        let Some(job) = inner.jobs.iter_mut().find(|job| job.id == id && !job.ended) else { return false };
        job.ended = true;
        inner.count.deleted += 1;
        true
    }
}

impl Inner {
    pub fn counters(&self) -> EsclCounters {
        EsclCounters { open: self.jobs.iter().filter(|job| !job.ended).count() as u64, ..self.count }
    }

    /// The state of the feeder in the words of the protocol; none when it says nothing.
    pub fn adf(&self, late: Option<LateFeeder>) -> Option<&'static str> {
        match (late.filter(|_| !self.tried), self.trouble) {
            (Some(LateFeeder::SaysNothing), _) => None,
            (Some(LateFeeder::SaysJam), _) => Some(AdfState::Jam.name()),
            (None, Some(trouble)) => Some(trouble.name()),
            (None, None) if self.sheets > 0 => Some("ScannerAdfLoaded"),
            (Some(LateFeeder::SaysEmpty), _) | (None, None) => Some("ScannerAdfEmpty"),
        }
    }
}
