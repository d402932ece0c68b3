//! Printing by IPP, with `ippeveprinter` of CUPS at the other end.

use std::sync::Arc;

use crate::common::ipp::{Desk, form, printed, sheet, start_form};
use crate::common::{self, pass, start, start_test_card, state};
use balie_devices::document_scanner::escl::Fingerprint;
use balie_devices::printer::{
    FormPrinter, Insertion, IppConfig, PassPrinter, PrintOutcome, PrintProgress, ipp,
};
use balie_devices::{DeviceRole, DeviceState, Reason};
use balie_virtual::EveOptions;
use balie_virtual::raster::PwgPage;
use sha2::{Digest, Sha256};

const CARD: &str = "iso_id-1_53.98x85.6mm";

const fn failed(reason: Reason) -> PrintOutcome {
    PrintOutcome::Failed { reason, card_touched: false }
}

#[tokio::test]
async fn a_form_is_printed_once_and_as_it_was_sent() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let driver = desk.form_printer(desk.config()).await;
    let info = driver.cell().snapshot().info;
    assert_eq!((info.role, info.driver), (DeviceRole::FormPrinter, "ipp"));
    assert!(info.model.is_some_and(|model| model.contains("Printer")));
    let pdf = form(1);
    let (outcome, told, commits) = start_form(&driver, "one", pdf.clone()).finished().await;
    assert_eq!((outcome, commits), (PrintOutcome::Done, 1));
    assert_eq!(told, [PrintProgress::Connecting, PrintProgress::Printing]);
    assert_eq!(start_form(&driver, "one", pdf.clone()).outcome().await, PrintOutcome::Done, "asked twice");
    assert_eq!(start_form(&driver, "two", form(2)).outcome().await, PrintOutcome::Done);
    assert_eq!(printed(&desk.printer, 2).await, [pdf, form(2)]);
    assert_eq!(driver.cell().snapshot().info.counter("forms_printed"), 2);
}

#[tokio::test]
async fn a_form_is_drawn_for_a_printer_that_takes_no_pdf() {
    let options = EveOptions { formats: "image/pwg-raster,image/jpeg", media: None };
    let Some(desk) = Desk::new(options).await else { return };
    let driver = desk.form_printer(desk.config()).await;
    assert_eq!(start_form(&driver, "one", form(1)).outcome().await, PrintOutcome::Done);
    let page = PwgPage::read(&printed(&desk.printer, 1).await[0]).unwrap();
    let (drawn, times) = (sheet(), page.dpi as usize / 300);
    assert_eq!((page.width, page.height), (2480 * times, 3508 * times));
    assert_eq!(page.media, "iso_a4_210x297mm");
    let same = |x: usize, y: usize| page.is_black(x, y) == drawn.is_black(x / times, y / times);
    assert!((0..page.height).all(|y| (0..page.width).all(|x| same(x, y))));
}

#[tokio::test]
async fn an_encrypted_connection_is_to_the_printer_that_is_trusted() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let uri = desk.printer.secure_uri().parse().unwrap();
    let config = IppConfig { uri, poll_ms: 200, ..desk.config() };
    let stranger = Arc::new(ipp::start_form_printer(config.clone()));
    state(stranger.cell(), DeviceState::Faulted { reason: Reason::CertificateUnknown }).await;
    let outcome = start_form(&stranger, "stranger", form(1)).outcome().await;
    assert_eq!(outcome, failed(Reason::CertificateUnknown));

    let certificate = desk.printer.certificate().expect("it has made one");
    let pinned = Fingerprint(Sha256::digest(certificate).into());
    let driver = desk.form_printer(IppConfig { certificate_sha256: Some(pinned), ..config }).await;
    assert_eq!(start_form(&driver, "trusted", form(2)).outcome().await, PrintOutcome::Done);
    assert_eq!(printed(&desk.printer, 1).await, [form(2)]);
}

#[tokio::test]
async fn passes_are_printed_in_the_format_that_the_printer_takes() {
    for (formats, head) in [
        ("application/pdf,image/png,image/pwg-raster", &b"%PDF"[..]),
        ("image/png,image/pwg-raster", b"\x89PNG"),
        ("image/pwg-raster", b"RaS2"),
    ] {
        let options = EveOptions { formats, media: Some(CARD) };
        let Some(desk) = Desk::new(options).await else { return };
        let driver = desk.pass_printer(desk.config()).await;
        let info = driver.cell().snapshot().info;
        assert_eq!(info.model.as_deref(), Some("Example card printer"));
        assert_eq!((info.serial.as_deref(), info.media.as_deref()), (Some("C0001"), Some(CARD)));
        let front = pass(7);
        assert_eq!(
            start(&driver, "job", front.clone(), None).outcome().await,
            PrintOutcome::Done,
            "{formats}"
        );
        let documents = printed(&desk.printer, 1).await;
        assert!(documents[0].starts_with(head), "{formats}: {:?}", &documents[0][..8]);
        if head == b"RaS2" {
            let page = PwgPage::read(&documents[0]).unwrap();
            let card = front.centred(1011, 638).rotated_clockwise();
            assert!((0..1011).all(|y| (0..638).all(|x| page.is_black(x, y) == card.is_black(x, y))));
        }
        assert_eq!(start_test_card(&driver, "test").outcome().await, PrintOutcome::Done);
        assert_eq!(printed(&desk.printer, 2).await.len(), 2);
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused_before_anything_is_sent() {
    let Some(desk) = Desk::new(EveOptions { formats: "image/urf", media: None }).await else { return };
    let driver = desk.form_printer(desk.config()).await;
    assert_eq!(start_form(&driver, "form", form(1)).outcome().await, failed(Reason::FormatNotSupported));
    let passes = Arc::new(ipp::start_pass_printer(desk.config()));
    state(passes.cell(), DeviceState::Faulted { reason: Reason::MediaNotSupported }).await;
    assert_eq!(start(&passes, "pass", pass(1), None).outcome().await, failed(Reason::MediaNotSupported));
    let size = balie_devices::Monochrome::white(10, 10);
    let a4 = IppConfig { media: Some("iso_a4_210x297mm".into()), ..desk.config() };
    let passes = Arc::new(ipp::start_pass_printer(a4));
    assert_eq!(start(&passes, "size", size, None).outcome().await, failed(Reason::PictureSize));
    let lost = IppConfig {
        uri: desk.config().uri.to_string().replace("/ipp/print", "/nothing").parse().unwrap(),
        ..desk.config()
    };
    let lost = Arc::new(ipp::start_form_printer(lost));
    let outcome = start_form(&lost, "lost", form(1)).outcome().await;
    assert!(matches!(outcome, PrintOutcome::Failed { .. }), "{outcome:?}");
    assert!(desk.printer.printed().is_empty());
}

#[tokio::test]
async fn the_state_of_the_printer_is_told_while_it_prints() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let driver = desk.form_printer(desk.config()).await;
    desk.printer.hold(true).unwrap();
    let job = start_form(&driver, "job", form(1));
    for (keyword, reason) in [
        ("media-empty-error", Reason::PaperOut),
        ("media-jam-error", Reason::PaperJam),
        ("cover-open-error", Reason::CoverOpen),
    ] {
        desk.printer.tell_state(&format!("+{keyword}")).unwrap();
        state(driver.cell(), DeviceState::Attention { reason }).await;
        desk.printer.tell_state(&format!("-{keyword}")).unwrap();
        state(driver.cell(), DeviceState::Busy { what: balie_devices::Activity::Printing }).await;
    }
    desk.printer.hold(false).unwrap();
    assert_eq!(job.outcome().await, PrintOutcome::Done);
    assert_eq!(printed(&desk.printer, 1).await.len(), 1);
}

#[tokio::test]
async fn a_card_asked_for_by_the_printer_is_waited_for() {
    let Some(desk) = Desk::new(EveOptions { media: Some(CARD), ..EveOptions::default() }).await else {
        return;
    };
    let config = IppConfig { insertion: Insertion::Manual, ..desk.config() };
    let driver = desk.pass_printer(config).await;
    desk.printer.hold(true).unwrap();
    let job = start(&driver, "job", pass(1), None);
    desk.printer.tell_state("+media-needed-error").unwrap();
    state(driver.cell(), DeviceState::WaitingForCard).await;
    desk.printer.tell_state("-media-needed-error").unwrap();
    desk.printer.hold(false).unwrap();
    assert_eq!(job.outcome().await, PrintOutcome::Done);
}

#[tokio::test]
async fn a_job_that_takes_too_long_is_cancelled_and_does_not_come_out_later() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let driver = desk.form_printer(IppConfig { print_secs: 2, ..desk.config() }).await;
    desk.printer.hold(true).unwrap();
    desk.printer.tell_state("+media-empty-error").unwrap();
    let outcome = start_form(&driver, "job", form(1)).outcome().await;
    // The printer had begun with it: half a page may lie in it.
    assert_eq!(outcome, PrintOutcome::Unknown { reason: Reason::PaperOut });
    assert_eq!(start_form(&driver, "job", form(1)).outcome().await, outcome, "it is not tried again");
}

#[tokio::test]
async fn a_job_that_the_printer_gives_up_is_unknown_and_a_busy_printer_refuses() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let driver = desk.form_printer(desk.config()).await;
    desk.printer.fail(true).unwrap();
    let outcome = start_form(&driver, "fails", form(1)).outcome().await;
    assert_eq!(outcome, PrintOutcome::Unknown { reason: Reason::JobAborted });
    desk.printer.fail(false).unwrap();

    // Another station's driver is at it.
    let other = desk.form_printer(IppConfig { id: "other".parse().unwrap(), ..desk.config() }).await;
    desk.printer.hold(true).unwrap();
    let long = start_form(&other, "long", form(2));
    state(other.cell(), DeviceState::Busy { what: balie_devices::Activity::Printing }).await;
    common::until("the printer is at it", || desk.printer.is_printing()).await;
    let refused = start_form(&driver, "refused", form(3));
    let outcome = refused.outcome().await;
    desk.printer.hold(false).unwrap();
    assert_eq!(long.outcome().await, PrintOutcome::Done);
    // This printer takes one job at a time; whether it had the first one in hand already decides.
    assert_eq!(outcome, failed(Reason::NotAccepting));
    assert_eq!(printed(&desk.printer, 1).await, [form(2)]);
}

#[tokio::test]
async fn cancelling_before_the_printer_is_reached_prints_nothing() {
    let Some(desk) = Desk::new(EveOptions::default()).await else { return };
    let driver = desk.form_printer(desk.config()).await;
    desk.proxy.plan(b"application/ipp", balie_virtual::Spoil::Silence);
    let job = start_form(&driver, "job", form(1));
    state(driver.cell(), DeviceState::Busy { what: balie_devices::Activity::Receiving }).await;
    job.cancel.cancel();
    let (outcome, _, commits) = job.finished().await;
    assert_eq!((outcome, commits), (PrintOutcome::CancelledBeforeStart, 0));
    assert!(desk.printer.printed().is_empty());
}
