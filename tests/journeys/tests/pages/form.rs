//! A mandate form that is out, its paper, and a scanner it lies in.

use balie_client::{Client, Command, ScanEvent, v1};
use balie_journeys::{Branch, PATIENCE, apply};
use balie_virtual::{EsclOptions, VirtualEscl};
use std::io::Cursor;

pub use balie_journeys::signing;

/// A branch with a virtual document scanner that has an empty sheet on its glass.
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
        let scanner = VirtualEscl::start_with(&blank(), options).await.expect("a virtual scanner");
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

/// A part of the configuration.
pub fn document_scanner(id: &str, scanner: &VirtualEscl) -> String {
    format!(
        "[[document_scanner]]\ndriver = \"escl\"\nid = \"{id}\"\nurl = \"{}\"\npoll_ms = 200\n",
        scanner.url()
    )
}

/// The reference of the form that is out.
pub fn reference(now: &v1::Registration) -> String {
    now.mandate.as_ref().map(|mandate| mandate.reference.clone()).expect("a form is out")
}

/// The form as it comes out of a printer and lies on the glass: a little askew, with grey paper and noise. PNG.
pub async fn paper(client: &Client, registration: &str, degrees: f32) -> Vec<u8> {
    let form =
        client.documents.mandate_form(registration, v1::DocumentFormat::Png, "nl").await.expect("a form");
    let form = image::load_from_memory(&form.content).expect("a picture").into_luma8();
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let (width, height) = (form.width() as f32, form.height() as f32);
    let mut chance = fastrand::Rng::with_seed(20);
    png(image::GrayImage::from_fn(form.width(), form.height(), |x, y| {
        let (u, v) = (x as f32 - width / 2.0, y as f32 - height / 2.0);
        let (from_x, from_y) = (u * cosine + v * sine + width / 2.0, v * cosine - u * sine + height / 2.0);
        let inside = (0.0..width).contains(&from_x) && (0.0..height).contains(&from_y);
        let grey = if inside { form.get_pixel(from_x as u32, from_y as u32).0[0] } else { 255 };
        let noisy = 25.0 + f32::from(grey) * 0.8 + (chance.f32() - 0.5) * 50.0;
        image::Luma([noisy.clamp(0.0, 255.0) as u8])
    }))
}

/// An empty sheet.
pub fn blank() -> Vec<u8> {
    png(image::GrayImage::from_pixel(620, 877, image::Luma([250])))
}

fn png(picture: image::GrayImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).expect("a PNG");
    file.into_inner()
}
