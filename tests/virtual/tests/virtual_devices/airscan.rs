//! A client nobody here wrote scans from the virtual document scanner: SANE's driver `sane-airscan`, through
//! `scanimage` (Debian packages sane-airscan and sane-utils).

use balie_virtual::{EsclAction, EsclFault, EsclOptions, EsclRequest, VirtualEscl};
use std::io::Cursor;
use std::process::Output;

fn page() -> Vec<u8> {
    let picture = image::GrayImage::from_fn(620, 877, |x, y| {
        image::Luma([if x / 62 % 2 == y / 62 % 2 { 20 } else { 240 }])
    });
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// Scans with `scanimage`, which sees this scanner and no other.
async fn scanimage(scanner: &VirtualEscl, arguments: &[&str]) -> Output {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("dll.conf"), "airscan\n").unwrap();
    let devices =
        format!("[devices]\n\"Virtual\" = {}/, eSCL\n[options]\ndiscovery = disable\n", scanner.url());
    std::fs::write(place.path().join("airscan.conf"), devices).unwrap();
    tokio::process::Command::new("scanimage")
        .args(["-d", "airscan:e0:Virtual", "--format=png", "--mode=Gray", "--resolution=150"])
        .args(arguments)
        .env("SANE_CONFIG_DIR", place.path())
        .env("LC_ALL", "C")
        .output()
        .await
        .expect("scanimage is installed (packaging/setup)")
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_glass() {
    let scanner = VirtualEscl::start(&page()).await.unwrap();
    let scanned = scanimage(&scanner, &["--source=Flatbed"]).await;
    assert!(scanned.status.success(), "{}", String::from_utf8_lossy(&scanned.stderr));
    let picture = image::load_from_memory(&scanned.stdout).unwrap().into_luma8();
    let (width, height) = picture.dimensions();
    assert!((1270..=1276).contains(&width) && (1750..=1755).contains(&height), "{width} x {height}");
    let at = |x: u32, y: u32| picture.get_pixel(width * x / 20, height * y / 28).0[0];
    assert!(at(1, 1) < 60 && at(3, 1) > 200 && at(3, 3) < 60, "the page, not a blank");
    let counters = scanner.counters();
    assert_eq!((counters.jobs, counters.pages, counters.open), (1, 1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_feeder_and_from_an_empty_one() {
    let scanner = VirtualEscl::start(&page()).await.unwrap();
    scanner.set_feeder(1);
    let scanned = scanimage(&scanner, &["--source=ADF"]).await;
    assert!(scanned.status.success(), "{}", String::from_utf8_lossy(&scanned.stderr));
    let empty = scanimage(&scanner, &["--source=ADF"]).await;
    // SANE_STATUS_NO_DOCS.
    assert_eq!(empty.status.code(), Some(7), "{}", String::from_utf8_lossy(&empty.stderr));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanner_that_is_not_ready_is_asked_again() {
    let scanner =
        VirtualEscl::start_with(&page(), EsclOptions { tls: true, ..EsclOptions::default() }).await.unwrap();
    scanner.plan(EsclFault::times(EsclRequest::Next, 2, EsclAction::Code(503)));
    let scanned = scanimage(&scanner, &["--source=Flatbed"]).await;
    assert!(scanned.status.success(), "{}", String::from_utf8_lossy(&scanned.stderr));
    assert_eq!(scanner.planned(), []);
}
