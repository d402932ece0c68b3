//! What is set of a scanner behind SANE, and in which order: listings of real scanners, read by way of a program that
//! treats options as `scanimage` does.

use crate::common::scan::from;
use crate::common::*;
use balie_devices::document_scanner::{
    DocumentScanner, PaperSource, RunningScanner, SaneConfig, ScanControl, ScanOutcome, sane,
};
use balie_devices::{DeviceState, Reason};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// Lists options from a file, `options`, or from `options.ADF` where that source is set; refuses to set what cannot be
/// set, in the words and with the exit code of scanimage; keeps the arguments of the scan in `scanned`.
const SCANIMAGE: &str = r#"#!/bin/bash
cd "${0%/*}" || exit 1
listing=options
[[ $* == *--source=ADF* && -e options.ADF ]] && listing=options.ADF
refuse() { echo "scanimage: $1" >&2; exit 1; }
for argument in "$@"; do
  case $argument in
    --device-name | --all-options | --format=* | --progress | stand-in | [0-9]*) continue ;;
  esac
  name=${argument%%=*}
  line=$(grep -e "^    $name[[ ]" $listing) || refuse "unrecognized option '$name'"
  case $line in
    *'[inactive]'*) refuse "attempted to set inactive option ${name#--}" ;;
    *'[read-only]'* | *'[hardware]'*) refuse "attempted to set readonly option ${name#--}" ;;
  esac
done
[[ $* == *--all-options* ]] && exec cat $listing
printf '%s\n' "${@:5}" >scanned
printf '\x89PNG\r\n\x1a\n a page IEND'
"#;

struct StandIn {
    place: TempDir,
    driver: RunningScanner,
}

impl StandIn {
    /// A scanner with the options of this listing, and others where the feeder is chosen.
    async fn new(listing: &str, fed: Option<&str>) -> Self {
        let place = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(place.path().join(name), text).unwrap();
        write("options", listing);
        if let Some(fed) = fed {
            write("options.ADF", fed);
        }
        write("scanimage", SCANIMAGE);
        let program = place.path().join("scanimage");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut config = SaneConfig::new("document-scanner".parse().unwrap(), Some("stand-in".to_owned()));
        (config.program, config.poll_ms) = (program, 3_600_000);
        let driver = sane::start(config);
        state(driver.cell(), DeviceState::Ready).await;
        Self { place, driver }
    }

    async fn scan(&self, source: PaperSource) -> ScanOutcome {
        let (control, _progress) = ScanControl::new(CancellationToken::new());
        soon("the outcome of a scan", self.driver.scan(from(source), control)).await
    }

    /// The options that a page was scanned with.
    async fn set(&self, source: PaperSource) -> Vec<String> {
        let outcome = self.scan(source).await;
        assert!(matches!(outcome, ScanOutcome::Done(_)), "{outcome:?}");
        let scanned = std::fs::read_to_string(self.place.path().join("scanned")).unwrap();
        scanned.lines().map(str::to_owned).collect()
    }
}

/// A listing in `tests/listings`.
fn listing(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/listings").join(name);
    std::fs::read_to_string(file).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_from_listings_of_real_scanners() {
    let page = ["-x", "210", "-y", "297"];
    let platen = PaperSource::Platen;
    for (name, source, settings) in [
        ("utsushi.txt", platen, &["--mode=Grayscale", "--resolution=300"][..]),
        ("utsushi.txt", PaperSource::Auto, &["--mode=Grayscale", "--resolution=300"]),
        ("brother4.txt", platen, &["--source=FlatBed", "--mode=True Gray", "--resolution=300"]),
        (
            "brother4.txt",
            PaperSource::Feeder,
            &["--source=Automatic Document Feeder(left aligned)", "--mode=True Gray", "--resolution=300"],
        ),
        (
            "fujitsu.txt",
            PaperSource::Auto,
            &[
                "--source=ADF Front",
                "--mode=Gray",
                "--resolution=300",
                "--page-width=210",
                "--page-height=297",
            ],
        ),
        ("hpaio.txt", platen, &["--mode=Gray", "--resolution=300"]),
        ("canon_dr.txt", PaperSource::Feeder, &["--source=ADF Front", "--mode=Gray", "--resolution=300"]),
        ("panamfs.txt", platen, &["--mode=Grayscale", "--resolution=300"]),
        ("xerox_mfp.txt", platen, &["--source=Flatbed", "--mode=Gray", "--resolution=300"]),
        ("plustek.txt", platen, &["--mode=Gray", "--resolution=300"]),
        ("fi7260.txt", platen, &["--source=Flatbed", "--mode=Gray", "--resolution=300"]),
        (
            "canon_dr_sheet.txt",
            PaperSource::Auto,
            &[
                "--source=ADF Front",
                "--mode=Gray",
                "--resolution=300",
                "--page-width=210",
                "--page-height=297",
            ],
        ),
        ("epson2.txt", platen, &["--source=Flatbed", "--mode=Gray", "--resolution=300"]),
        ("genesys.txt", platen, &["--mode=Gray", "--resolution=300"]),
        ("airscan.txt", PaperSource::Auto, &["--source=ADF", "--mode=Gray", "--resolution=300"]),
    ] {
        let scanner = StandIn::new(&listing(name), None).await;
        let set = scanner.set(source).await;
        let (before, size) = set.split_at(set.len() - page.len());
        assert_eq!(before, settings, "{name} {source:?}");
        // Some are a little narrower than the sheet.
        let narrow = name == "panamfs.txt" || name == "xerox_mfp.txt";
        let short = name == "fi7260.txt";
        let bounded = short && size[..3] == page[..3] && size[3] == "296.972";
        assert!(
            size == page || bounded || narrow && size[0] == "-x" && size[2..] == page[2..],
            "{name}: {size:?}"
        );
    }
    // One whose report leaves the size out.
    let scanner = StandIn::new(&listing("pixma.txt"), None).await;
    assert_eq!(scanner.set(PaperSource::Auto).await, ["--mode=Gray", "--resolution=300"]);
}

/// Where the size of the sheet can be told only once the feeder is chosen, it is told then.
#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_of_a_feeder_beside_a_glass() {
    let glass = listing("fi7260.txt");
    let fed = glass
        .replace("[Flatbed]", "[ADF Front]")
        .replacen("[inactive]", "[215.872]", 1)
        .replacen("[inactive]", "[279.364]", 1)
        .replace("0..296.972mm", "0..279.364mm");
    let scanner = StandIn::new(&glass, Some(&fed)).await;
    let sheet = ["--page-width=210", "--page-height=297", "-x", "210", "-y", "297"];
    let set = scanner.set(PaperSource::Feeder).await;
    assert_eq!(set, [&["--source=ADF Front", "--mode=Gray", "--resolution=300"][..], &sheet].concat());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_depends_on_the_source_is_asked_with_the_source_set() {
    let glass = "    --source Flatbed|ADF [Flatbed]\n    --mode Gray|Color [Gray]\n    --resolution 75|300dpi [75]\n\
                 \u{20}   -x 0..215.9mm [215.9]\n    -y 0..297mm [297]\n";
    // Fed, it knows one mode alone, is coarser, and takes the size of the sheet.
    let fed = "    --source Flatbed|ADF [ADF]\n    --mode Color [Color] [read-only]\n    --resolution 75|200dpi [75]\n\
               \u{20}   --page-height 0..400mm [279]\n    -x 0..215.9mm [215.9]\n    -y 0..279mm [279]\n";
    let scanner = StandIn::new(glass, Some(fed)).await;
    let wanted = ["--source=ADF", "--resolution=200", "--page-height=297", "-x", "210", "-y", "297"];
    for _ in 0..2 {
        assert_eq!(scanner.set(PaperSource::Feeder).await, wanted);
    }
    assert_eq!(scanner.set(PaperSource::Platen).await[..2], ["--source=Flatbed", "--mode=Gray"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_a_scanner_has_not_is_told_before_it_is_asked() {
    let unsuitable = ScanOutcome::Failed { reason: Reason::ScannerUnsuitable };
    let table = StandIn::new(&listing("utsushi.txt"), None).await;
    assert_eq!(table.scan(PaperSource::Feeder).await, unsuitable);
    let fed = StandIn::new(&listing("fujitsu.txt"), None).await;
    assert_eq!(fed.scan(PaperSource::Platen).await, unsuitable);
}

/// Options of the configuration are set as they stand: what scanimage says of one that cannot be set is understood.
#[tokio::test(flavor = "multi_thread")]
async fn an_option_that_cannot_be_set_is_a_matter_of_the_configuration() {
    let mut config = SaneConfig::new("document-scanner".parse().unwrap(), Some("test".to_owned()));
    config.poll_ms = 3_600_000;
    for options in [&["--three-pass=yes"][..], &["--enable-test-options=yes", "--bool-soft-detect=yes"]] {
        config.options = options.iter().map(|text| (*text).to_owned()).collect();
        let driver = sane::start(config.clone());
        state(driver.cell(), DeviceState::Ready).await;
        let (control, _progress) = ScanControl::new(CancellationToken::new());
        let outcome = soon("the outcome", driver.scan(from(PaperSource::Platen), control)).await;
        assert_eq!(outcome, ScanOutcome::Failed { reason: Reason::ScannerUnsuitable }, "{options:?}");
    }
}
