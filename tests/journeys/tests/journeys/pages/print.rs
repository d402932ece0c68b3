//! The mandate form on an office printer by IPP: `ippeveprinter` of CUPS.

use super::command_line::{balie, err, out};
use super::form::{reference, signing};
use balie_client::{Client, RequestId, v1};
use balie_documents::{Documents, DocumentsConfig, PageImage, find_code128};
use balie_journeys::paper::form_printer;
use balie_journeys::{Branch, PATIENCE};
use balie_virtual::raster::PwgPage;
use balie_virtual::{EveOptions, EvePrinter};
use std::time::{Duration, Instant};

struct PrintBranch {
    branch: Branch,
    printer: EvePrinter,
    client: Client,
    _directory: tempfile::TempDir,
}

impl PrintBranch {
    /// None when there is no such printer on this machine.
    async fn open(formats: &'static str) -> Option<Self> {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let place = directory.path().to_path_buf();
        let start = move || EvePrinter::start(&place, &EveOptions { formats, media: None });
        let printer = tokio::task::spawn_blocking(start).await.expect("no panic").expect("it starts")?;
        let branch = Branch::open(&form_printer("form-printer", &printer.uri())).await;
        let client = branch.client("balie-1").await;
        Some(Self { branch, printer, client, _directory: directory })
    }

    /// Follows a job to its end.
    async fn ended(&self, job: &v1::Job) -> v1::Job {
        ended(&self.client, job).await
    }

    async fn printed(&self, count: usize) -> Vec<Vec<u8>> {
        until("it is printed", || self.printer.printed().len() >= count).await;
        self.printer.printed()
    }
}

async fn ended(client: &Client, job: &v1::Job) -> v1::Job {
    let mut watch = client.jobs.watch(&job.name);
    let following = async {
        let mut last = job.clone();
        while let Some(now) = watch.changed().await {
            last = now.expect("the stream goes on");
        }
        last
    };
    tokio::time::timeout(PATIENCE, following).await.expect("the job ends")
}

async fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn barcodes(pdf: &[u8]) -> Vec<String> {
    let documents = Documents::new(DocumentsConfig::default()).expect("built-in templates");
    let found = documents.read_barcodes(pdf).expect("a barcode");
    found.into_iter().map(|found| found.text).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_comes_out_of_the_printer_once_for_each_request() {
    let Some(bench) = PrintBranch::open("application/pdf").await else { return };
    let now = signing(&bench.client, 61).await;
    let documents = &bench.client.documents;
    let request = RequestId::new();
    let job = documents.print_mandate_form_as(request, &now.name, "", "nl", false).await.expect("a job");
    assert_eq!(
        (job.kind(), job.device.as_str(), job.registration.as_str()),
        (v1::JobKind::PrintMandateForm, "devices/form-printer", now.name.as_str())
    );
    let done = bench.ended(&job).await;
    assert_eq!(done.state(), v1::JobState::Done, "{done:?}\n{}", bench.branch.log());
    assert_eq!(barcodes(&bench.printed(1).await[0]), [reference(&now)]);

    let again =
        documents.print_mandate_form_as(request, &now.name, "", "nl", false).await.expect("the same job");
    assert_eq!(again.name, job.name);
    let other =
        documents.print_mandate_form_as(request, &now.name, "", "en", false).await.expect_err("another form");
    assert!(other.has_reason("REQUEST_ID_REUSED"), "{other:?}");

    let more = documents.print_mandate_form(&now.name, "devices/form-printer", "en").await.expect("a job");
    assert_eq!(bench.ended(&more).await.state(), v1::JobState::Done);
    assert_eq!(bench.printed(2).await.len(), 2, "once for each request");

    let devices = bench.client.devices.list().await.expect("devices");
    let printer = devices.iter().find(|device| device.role() == v1::DeviceRole::FormPrinter).expect("one");
    assert_eq!(printer.counters.get("forms_printed"), Some(&2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_is_drawn_for_a_printer_without_pdf() {
    let Some(bench) = PrintBranch::open("image/pwg-raster").await else { return };
    let now = signing(&bench.client, 62).await;
    let job = bench.client.documents.print_mandate_form(&now.name, "", "").await.expect("a job");
    let done = bench.ended(&job).await;
    assert_eq!(done.state(), v1::JobState::Done, "{done:?}");
    let page = PwgPage::read(&bench.printed(1).await[0]).expect("a page");
    let dots = (0..page.height).flat_map(|y| (0..page.width).map(move |x| (x, y)));
    let grey = dots.map(|(x, y)| if page.is_black(x, y) { 0 } else { 255 }).collect();
    let sheet = PageImage::from_luminance(page.width as u32, page.height as u32, grey);
    let found = find_code128(&sheet).expect("a barcode");
    let found: Vec<_> = found.into_iter().map(|found| found.text).collect();
    assert_eq!(found, [reference(&now)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_printer_that_is_off_says_so_and_the_pdf_is_still_there() {
    let Some(bench) = PrintBranch::open("application/pdf").await else { return };
    let PrintBranch { branch, printer, client, _directory } = bench;
    let now = signing(&client, 63).await;
    drop(printer);
    let failed = balie(&branch, &["mandate", "print", &now.name]).await;
    assert_eq!(failed.status.code(), Some(8), "{}", err(&failed));
    assert!(err(&failed).contains("mislukt") && err(&failed).contains("geen verbinding"), "{}", err(&failed));
    let request = v1::ListJobsRequest { registration: now.name.clone(), ..Default::default() };
    let job = &client.jobs.list(request).await.expect("jobs").jobs[0];
    assert_eq!((job.state(), job.reason_code.as_str()), (v1::JobState::Failed, "CONNECTION_REFUSED"));
    let form = client.documents.mandate_form(&now.name, v1::DocumentFormat::Pdf, "nl").await.expect("a form");
    assert_eq!(barcodes(&form.content), [reference(&now)]);
    let devices = balie(&branch, &["devices"]).await;
    assert!(out(&devices).contains("formulierprinter"), "{}", out(&devices));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_line_prints_a_form() {
    let Some(bench) = PrintBranch::open("application/pdf").await else { return };
    let now = signing(&bench.client, 64).await;
    let printed = balie(&bench.branch, &["mandate", "print", &now.name, "--form-lang", "en"]).await;
    assert!(printed.status.success(), "{}", err(&printed));
    assert!(out(&printed).contains("klaar"), "{}", out(&printed));
    let json = balie(&bench.branch, &["--json", "mandate", "print", &now.name]).await;
    assert!(json.status.success(), "{}", err(&json));
    let last: serde_json::Value =
        serde_json::from_str(out(&json).lines().last().expect("a line")).expect("JSON on each line");
    assert_eq!((last["kind"].as_str(), last["state"].as_str()), (Some("print_mandate_form"), Some("done")));
    assert_eq!(bench.printed(2).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn which_printer_is_meant_must_be_clear_and_a_form_must_be_out() {
    let branch = Branch::open("").await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 65).await;
    let none = client.documents.print_mandate_form(&now.name, "", "").await.expect_err("there is none");
    assert!(none.has_reason("NO_FORM_PRINTER"), "{none:?}");
    drop((branch, client));

    // Nobody listens there, and nothing is sent.
    let two = ["one", "two"].map(|id| form_printer(id, "ipp://localhost:1/ipp/print")).concat();
    let branch = Branch::open(&two).await;
    let client = branch.client("balie-1").await;
    let now = signing(&client, 66).await;
    let choose = client.documents.print_mandate_form(&now.name, "", "").await.expect_err("there are two");
    assert!(choose.has_reason("CHOOSE_FORM_PRINTER"), "{choose:?}");
    let pass = client.documents.print_mandate_form(&now.name, "devices/printer", "").await;
    assert!(pass.expect_err("a pass printer").has_reason("NOT_FOUND"));
    let early = client.registrations.create(None).await.expect("a registration");
    let early = client.documents.print_mandate_form(&early.name, "devices/one", "").await;
    assert!(early.expect_err("no form is out").has_reason("NO_DOCUMENT"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_waiting_form_can_be_called_off_and_a_begun_one_cannot() {
    let Some(bench) = PrintBranch::open("application/pdf").await else { return };
    let now = signing(&bench.client, 67).await;
    bench.printer.hold(true).expect("a directory");
    let documents = &bench.client.documents;
    let first = documents.print_mandate_form(&now.name, "", "").await.expect("a job");
    until("the printer is at it", || bench.printer.is_printing()).await;
    let second = documents.print_mandate_form(&now.name, "", "").await.expect("a job");
    let begun = bench.client.jobs.cancel(&first.name).await.expect_err("it has begun");
    assert!(begun.has_reason("JOB_NOT_CANCELLABLE"), "{begun:?}");
    let cancelled = bench.client.jobs.cancel(&second.name).await.expect("it waits");
    assert_eq!(cancelled.state(), v1::JobState::Cancelled);
    bench.printer.hold(false).expect("a directory");
    assert_eq!(bench.ended(&first).await.state(), v1::JobState::Done);
    let third = documents.print_mandate_form(&now.name, "", "").await.expect("a job");
    assert_eq!(bench.ended(&third).await.state(), v1::JobState::Done);
    assert_eq!(bench.printed(2).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_print_cut_off_by_a_crash_is_unknown_until_somebody_prints_again() {
    let Some(mut bench) = PrintBranch::open("application/pdf").await else { return };
    let now = signing(&bench.client, 68).await;
    bench.printer.hold(true).expect("a directory");
    let first = bench.client.documents.print_mandate_form(&now.name, "", "").await.expect("a job");
    until("the printer is at it", || bench.printer.is_printing()).await;
    bench.branch.kill();
    bench.printer.hold(false).expect("a directory");
    assert_eq!(bench.printed(1).await.len(), 1);
    bench.branch.start().await;
    let client = bench.branch.client("balie-1").await;
    let unknown = client.jobs.get(&first.name).await.expect("it is kept");
    assert_eq!((unknown.state(), unknown.reason_code.as_str()), (v1::JobState::Unknown, "INTERRUPTED"));
    assert!(unknown.remedy.contains("once more"), "{}", unknown.remedy);
    let again = client.documents.print_mandate_form(&now.name, "", "").await.expect("a job");
    assert_eq!(ended(&client, &again).await.state(), v1::JobState::Done);
    let settled = client.jobs.get(&first.name).await.expect("it is kept");
    assert_eq!((settled.state(), settled.reason_code.as_str()), (v1::JobState::Failed, "PRINTED_AGAIN"));
    assert_eq!(bench.printed(2).await.len(), 2, "nothing is printed by itself");
}
