//! A mandate form that is out, its paper, and a scanner it lies in.

use balie_client::{Client, Command, ScanEvent, v1};
pub use balie_journeys::paper::{blank, document_scanner, note, paper, reference, scanned_pdf};
pub use balie_journeys::signing;
use balie_journeys::{Branch, PATIENCE, apply};
use balie_virtual::{EsclOptions, VirtualEscl};

/// A branch with a virtual document scanner that has a sheet with a note on its glass.
pub struct ScanBranch {
    pub branch: Branch,
    pub scanner: VirtualEscl,
    pub client: Client,
}

impl ScanBranch {
    pub async fn open() -> Self {
        Self::open_with(EsclOptions::default()).await
    }

    pub async fn open_with(options: EsclOptions) -> Self {
        let scanner = VirtualEscl::start_with(&note(), options).await.expect("a virtual scanner");
        let branch = Branch::open(&document_scanner("document-scanner", &scanner)).await;
        let client = branch.client("balie-1").await;
        Self { branch, scanner, client }
    }

    /// A registration whose form is out, signed, and to be scanned.
    pub async fn to_be_scanned(&self, serial: u32) -> v1::Registration {
        let now = signing(&self.client, serial).await;
        let source = v1::MandateSource::Scan.into();
        apply(&self.client, &now, Command::MandateSigned(v1::MandateSigned { source })).await
    }

    /// Scans and follows the scan to its end.
    pub async fn scan(&self, registration: &str) -> Vec<ScanEvent> {
        let source = v1::PaperSource::Unspecified;
        let job = self.client.documents.scan_mandate_page(registration, "", source).await.expect("a job");
        assert_eq!((job.kind(), job.device.as_str()), (v1::JobKind::ScanPage, "devices/document-scanner"));
        follow(&self.client, &job.name).await
    }
}

/// The events of a scan, to its end.
pub async fn follow(client: &Client, job: &str) -> Vec<ScanEvent> {
    let mut watch = client.documents.watch_mandate_scan(job);
    let following = async {
        let mut events = Vec::new();
        while let Some(event) = watch.changed().await {
            events.push(event.expect("the stream goes on"));
        }
        events
    };
    tokio::time::timeout(PATIENCE, following).await.expect("the scan ends")
}

/// The job as it was at last.
pub fn last_job(events: &[ScanEvent]) -> &v1::Job {
    let mut jobs = events.iter().filter_map(|event| match event {
        ScanEvent::Job(job) => Some(job),
        _ => None,
    });
    jobs.next_back().expect("the job is told")
}

/// What was found.
pub fn found(events: &[ScanEvent]) -> &v1::ScannedMandatePage {
    match events.last() {
        Some(ScanEvent::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}
