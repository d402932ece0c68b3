//! Document scanners to be patient with: a page, a virtual eSCL scanner, and the driver that faces it.

use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use balie_devices::document_scanner::{
    DocumentScanner, EsclConfig, PaperSource, Peculiarities, RunningScanner, ScanControl, ScanOutcome,
    ScanProgress, ScanRequest, ScannedPage, escl,
};
use balie_devices::{DeviceState, Reason};
use balie_virtual::{EsclOptions, VirtualEscl};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_util::sync::CancellationToken;

use super::{soon, state, until};

/// The most a scan may be in these tests.
pub const MOST: usize = 20 * 1024 * 1024;

/// A small page with bars on it, PNG.
pub fn page() -> Vec<u8> {
    let picture = image::GrayImage::from_fn(248, 351, |x, y| {
        image::Luma([if (x / 8 + y / 40) % 2 == 0 { 15 } else { 245 }])
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// A request for a page from there.
pub fn from(source: PaperSource) -> ScanRequest {
    ScanRequest { source: Some(source), max_bytes: MOST }
}

/// A virtual scanner and the driver that faces it.
pub struct ScanBench {
    pub scanner: Arc<VirtualEscl>,
    pub driver: Arc<RunningScanner>,
}

/// A scan that runs.
pub struct Scanning {
    pub outcome: tokio::task::JoinHandle<ScanOutcome>,
    pub cancel: CancellationToken,
    pub progress: UnboundedReceiver<ScanProgress>,
}

impl Scanning {
    pub async fn outcome(self) -> ScanOutcome {
        soon("the outcome of a scan", self.outcome).await.unwrap()
    }

    /// Waits until this is told.
    pub async fn reaches(&mut self, wanted: impl Fn(ScanProgress) -> bool) {
        soon("progress of a scan", async {
            while !wanted(self.progress.recv().await.expect("the scan goes on")) {}
        })
        .await;
    }
}

impl ScanBench {
    /// A driver that looks at its scanner so seldom that only scans are seen on the line. `prepare` does what has to be
    /// done before the driver starts.
    pub async fn new(
        options: EsclOptions,
        prepare: impl FnOnce(&VirtualEscl),
        configure: impl FnOnce(&mut EsclConfig, &VirtualEscl),
    ) -> Self {
        let scanner = Arc::new(VirtualEscl::start_with(&page(), options).await.unwrap());
        prepare(&scanner);
        let mut config = EsclConfig::new("document-scanner".parse().unwrap(), scanner.url().parse().unwrap());
        config.poll_ms = 3_600_000;
        configure(&mut config, &scanner);
        Self { driver: Arc::new(escl::start(config)), scanner }
    }

    /// A scanner in order, and a driver that has seen it and knows what a file says of its peculiarities.
    pub async fn peculiar(options: EsclOptions, own: &str) -> Self {
        // Coarse pages: this is not about the speed of this machine.
        let options = EsclOptions { resolutions: vec![75], ..options };
        let bench = Self::new(options, |_| {}, |config, _| impatient(config)).await;
        let mut config =
            EsclConfig::new("document-scanner".parse().unwrap(), bench.scanner.url().parse().unwrap());
        impatient(&mut config);
        config.poll_ms = 3_600_000;
        let driver = Arc::new(escl::start_with(config, Peculiarities::with(own).unwrap()));
        let bench = Self { driver, scanner: bench.scanner };
        until("the driver has seen it", || bench.driver.cell().state() != DeviceState::Starting).await;
        bench
    }

    /// A scanner in order, and a driver that has seen it.
    pub async fn ready(options: EsclOptions, configure: impl FnOnce(&mut EsclConfig, &VirtualEscl)) -> Self {
        let bench = Self::new(options, |_| {}, configure).await;
        state(bench.driver.cell(), DeviceState::Ready).await;
        bench
    }

    pub fn start(&self, request: ScanRequest) -> Scanning {
        let cancel = CancellationToken::new();
        let (control, progress) = ScanControl::new(cancel.clone());
        let driver = Arc::clone(&self.driver);
        let outcome = tokio::spawn(async move { driver.scan(request, control).await });
        Scanning { outcome, cancel, progress }
    }

    pub async fn scan(&self, source: PaperSource) -> ScanOutcome {
        self.start(from(source)).outcome().await
    }

    pub async fn page(&self, source: PaperSource) -> ScannedPage {
        match self.scan(source).await {
            ScanOutcome::Done(page) => page,
            other => panic!("no page: {other:?}"),
        }
    }

    pub async fn fails(&self, source: PaperSource, reason: Reason) {
        assert_eq!(self.scan(source).await, ScanOutcome::Failed { reason });
    }

    /// Waits until the scanner has no job left.
    pub async fn has_no_job_left(&self) {
        until("the job is deleted", || self.scanner.counters().open == 0).await;
    }
}

/// Short patience with everything, for tests of impatience.
pub fn impatient(config: &mut EsclConfig) {
    (config.connect_ms, config.answer_ms, config.busy_ms) = (5_000, 4_000, 2_000);
    (config.page_ms, config.stall_ms) = (5_000, 3_000);
}

/// A moment that is long for a machine and short for a person.
pub const MOMENT: Duration = Duration::from_millis(200);
