//! A document scanner that speaks eSCL over HTTP or HTTPS.
//!
//! eSCL is the protocol of driverless scanning (Mopria Alliance, *eSCL Technical Specification*): capabilities and
//! status are XML, a scan is a job that is made, fetched page by page, and deleted. The scanner has a glass plate
//! and a feeder; the page that lies on both is a picture, which it scans at the resolution, colours and format it
//! is asked for. Faults are planned with [`EsclFault`], or switched on until they are switched off again (feeder,
//! cover, jam).

mod answer;
mod fault;
mod http;
mod job;
mod options;
mod picture;
mod serve;
mod shared;
mod tls;
mod xml;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::VirtualError;
use crate::printer::listen;

pub use fault::{EsclAction, EsclFault, EsclRequest};
pub use options::{AdfState, EsclOptions, JobHost, LateFeeder};
pub use picture::PageFormat;
use shared::Shared;
pub use shared::{EsclCounters, ScanAsked};
use tls::Tls;

/// A running virtual document scanner; dropping it closes its port and all its connections.
#[derive(Debug)]
pub struct VirtualEscl {
    address: SocketAddr,
    shared: Arc<Shared>,
    tls: Option<Tls>,
    accepting: Mutex<Option<JoinHandle<()>>>,
}

impl VirtualEscl {
    /// Starts a scanner with the standard options on a free port of this machine, with this page (PNG or JPEG) on
    /// its glass.
    ///
    /// # Errors
    /// When no port can be opened, or the page is no picture.
    pub async fn start(page: &[u8]) -> Result<Self, VirtualError> {
        Self::start_with(page, EsclOptions::default()).await
    }

    /// Starts a scanner with these options. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// As [`start`](Self::start), and when no certificate can be made.
    pub async fn start_with(page: &[u8], options: EsclOptions) -> Result<Self, VirtualError> {
        let tls = options.tls.then(Tls::make).transpose()?;
        let listener = listen(options.listen)?;
        let address = listener
            .local_addr()
            .map_err(|source| VirtualError::Listen { address: options.listen, source })?;
        let shared = Arc::new(Shared::new(options, picture::open(page)?));
        let scanner = Self { address, shared, tls, accepting: Mutex::new(None) };
        scanner.open(listener);
        Ok(scanner)
    }

    /// Where the scanner listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The root of its services, as a driver wants it.
    #[must_use]
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}/eSCL", self.address)
    }

    /// The SHA-256 of its certificate in hexadecimal; empty without TLS.
    #[must_use]
    pub fn certificate_sha256(&self) -> String {
        self.tls.as_ref().map(|tls| tls.sha256.clone()).unwrap_or_default()
    }

    /// Its certificate, PEM; empty without TLS.
    #[must_use]
    pub fn certificate_pem(&self) -> String {
        self.tls.as_ref().map(|tls| tls.pem.clone()).unwrap_or_default()
    }

    /// Puts another page on the glass and into the feeder.
    ///
    /// # Errors
    /// When it is no picture.
    pub fn set_page(&self, page: &[u8]) -> Result<(), VirtualError> {
        let picture = picture::open(page)?;
        self.shared.lock().page = picture;
        Ok(())
    }

    /// Sets how many sheets lie in the feeder.
    pub fn set_feeder(&self, sheets: u32) {
        let mut inner = self.shared.lock();
        inner.sheets = sheets;
        inner.tried = false;
    }

    /// Jams the feeder, opens its cover, or puts it right again.
    pub fn set_trouble(&self, trouble: Option<AdfState>) {
        self.shared.lock().trouble = trouble;
    }

    /// Makes the scanner as a whole say this state (`Idle`, `Processing`, `Stopped`, `Down`, or anything else).
    pub fn set_state(&self, state: &str) {
        self.shared.lock().state = state.to_owned();
    }

    /// Plans a fault; several faults for one request strike one after the other.
    pub fn plan(&self, fault: EsclFault) {
        self.shared.lock().plan.push(fault);
    }

    /// Forgets the planned faults that have not struck.
    pub fn clear_plan(&self) {
        self.shared.lock().plan.clear();
    }

    /// The faults that have not struck yet.
    #[must_use]
    pub fn planned(&self) -> Vec<EsclFault> {
        self.shared.lock().plan.clone()
    }

    /// What happened so far.
    #[must_use]
    pub fn counters(&self) -> EsclCounters {
        self.shared.lock().counters()
    }

    /// The requests taken in, such as `POST /eSCL/ScanJobs`; at most the first 4096.
    #[must_use]
    pub fn transcript(&self) -> Vec<String> {
        self.shared.lock().transcript.clone()
    }

    /// What the last job asked for.
    #[must_use]
    pub fn last_asked(&self) -> Option<ScanAsked> {
        self.shared.lock().asked.clone()
    }

    /// Pulls the cable: connections break and new ones are refused from when this returns.
    pub async fn unplug(&self) {
        let running = self.task().take();
        if let Some(task) = running {
            task.abort();
            // Ends with the cancellation; only then are the sockets closed.
            let _ = task.await;
        }
    }

    /// Puts the cable in again, on the same port; the scanner has started anew and knows no job.
    ///
    /// # Errors
    /// When somebody else took the port meanwhile.
    pub fn replug(&self) -> Result<(), VirtualError> {
        if self.task().is_none() {
            self.shared.lock().jobs.clear();
            self.open(listen(self.address)?);
        }
        Ok(())
    }

    fn open(&self, listener: TcpListener) {
        let acceptor = self.tls.as_ref().map(|tls| tls.acceptor.clone());
        *self.task() = Some(tokio::spawn(serve::accept(Arc::clone(&self.shared), listener, acceptor)));
    }

    fn task(&self) -> std::sync::MutexGuard<'_, Option<JoinHandle<()>>> {
        self.accepting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for VirtualEscl {
    fn drop(&mut self) {
        if let Some(task) = self.task().take() {
            task.abort();
        }
    }
}
