//! The signed page comes back: on the glass of a scanner, or as a file.

use super::{at, pause};
use crate::desk::{Desk, Look};
use crate::display::Display;
use balie_client::Client;
use balie_client::v1::{DocumentFormat, MandateSource, Registration, Step, mandate};
use balie_journeys::{Branch, signing, until};
use balie_virtual::VirtualEscl;
use std::io::Cursor;

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

fn is_stored(now: &Registration) -> bool {
    now.mandate.as_ref().is_some_and(|mandate| mandate.document_stored)
}

/// One page by the scanner, another from a file.
pub async fn returns(look: Look) {
    let display = Display::start();
    let scanner = VirtualEscl::start(&blank()).await.expect("a scanner");
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
    until(&client, &now.name, is_stored).await;
    pause(1200).await;
    desk.shot("without-barcode");
    scanner.set_page(&form(&client, &now).await).expect("a picture");
    desk.press(&["F9", "F9"]);
    pause(4000).await;
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
    until(&client, &now.name, is_stored).await;
    pause(1200).await;
    desk.shot("file-stored");
    desk.press(&["Return"]);
    now = at(&client, &now, Step::VerifyingMandate).await;
    desk.press(&["Return"]);
    now = at(&client, &now, Step::Enrolled).await;
    assert_eq!(now.mandate.unwrap().source(), MandateSource::File);
    assert!(desk.lives());
}
