//! The signed page comes back: on the glass of a scanner, or as a file.

use super::{at, pause};
use crate::desk::{Desk, Look};
use crate::display::Display;
use balie_client::Client;
use balie_client::v1::{DocumentFormat, MandateSource, Registration, Step, mandate};
use balie_journeys::{Branch, PATIENCE, signing};
use balie_virtual::{EsclOptions, VirtualEscl};
use std::io::Cursor;
use std::time::{Duration, Instant};

/// An empty sheet.
fn blank() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let sheet = image::GrayImage::from_pixel(620, 877, image::Luma([250]));
    sheet.write_to(&mut file, image::ImageFormat::Png).expect("a PNG");
    file.into_inner()
}

/// The form of a registration, as a picture.
async fn form(client: &Client, now: &Registration) -> Vec<u8> {
    client.documents.mandate_form(&now.name, DocumentFormat::Png, "nl").await.expect("a form").content
}

/// Waits until a page is stored with the registration.
async fn stored(client: &Client, now: &Registration) {
    let began = Instant::now();
    loop {
        let now = client.registrations.get(&now.name).await.expect("it is there");
        if now.mandate.is_some_and(|mandate| mandate.document_stored) {
            return;
        }
        assert!(began.elapsed() < PATIENCE, "no page is stored");
        pause(200).await;
    }
}

/// One page by the scanner, another from a file.
pub async fn returns(look: Look) {
    let display = Display::start();
    // A page takes a while.
    let options = EsclOptions { scan_time: Duration::from_millis(1500), ..EsclOptions::default() };
    let scanner = VirtualEscl::start_with(&blank(), options).await.expect("a scanner");
    let branch = Branch::open(&format!(
        "[[document_scanner]]\ndriver = \"escl\"\nid = \"document-scanner\"\nurl = \"{}\"\npoll_ms = 200",
        scanner.url()
    ))
    .await;
    let client = branch.client("balie-2").await;
    let mut now = signing(&client, 1).await;
    let mut desk = Desk::start(&display, &branch, "page", look);
    pause(500).await;
    desk.shot("overview");
    desk.press(&["Return"]);
    pause(700).await;
    desk.press(&["Right", "Right", "Return"]);
    now = at(&client, &now, Step::ProcessingMandate).await;
    desk.shot("to-be-scanned");
    // An empty sheet is stored, and the clerk told what to do.
    desk.press(&["F9"]);
    pause(700).await;
    desk.shot("scanning");
    stored(&client, &now).await;
    pause(1200).await;
    desk.shot("without-barcode");
    scanner.set_page(&form(&client, &now).await).expect("a picture");
    desk.press(&["F9", "F9"]);
    pause(6000).await;
    desk.shot("scanned");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::VerifyingMandate).await;
    desk.shot("verify");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::Enrolled).await;
    let mandate = now.mandate.unwrap();
    assert_eq!((mandate.state(), mandate.source()), (mandate::State::Active, MandateSource::Scan));

    let mut now = signing(&client, 2).await;
    let file = Desk::home(&branch, "balie-1").join("machtiging.png");
    std::fs::write(&file, form(&client, &now).await).unwrap();
    desk.press(&["F2"]);
    pause(700).await;
    desk.press(&["Return"]);
    pause(700).await;
    desk.press(&["Right", "Return"]);
    now = at(&client, &now, Step::ProcessingMandate).await;
    desk.shot("file-offered");
    desk.press(&["Tab"]);
    desk.text("/nowhere/page.png");
    desk.press(&["Return"]);
    desk.shot("no-such-file");
    desk.press(&["shift+Tab", "Down", "Return"]);
    stored(&client, &now).await;
    pause(1200).await;
    desk.shot("file-stored");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::VerifyingMandate).await;
    desk.press(&["Return"]);
    now = at(&client, &now, Step::Enrolled).await;
    assert_eq!(now.mandate.unwrap().source(), MandateSource::File);
    assert!(desk.lives());
}
