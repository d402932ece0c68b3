use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::scanner::{Scan, Symbology};

const PASS: &str = "29401000075801";

fn framing() -> FramingConfig {
    FramingConfig::default()
}

/// The virtual scanners' own descriptors and reports, which share nothing with the reader.
use balie_virtual::hid::{PosLayout, pos_descriptor, pos_reports};

fn reader(layout: PosLayout) -> Pos {
    let descriptor = ReportDescriptor::parse(&pos_descriptor(layout)).unwrap();
    Pos::described(&descriptor, &framing()).unwrap()
}

fn read(pos: &mut Pos, reports: &[Vec<u8>]) -> Vec<Read> {
    let now = Instant::now();
    reports.iter().flat_map(|report| pos.report(report, now)).collect()
}

fn good(text: &str, symbology: Option<Symbology>) -> Read {
    Ok(Scan { text: text.to_owned(), symbology })
}

#[test]
fn codes_of_every_layout_arrive_with_their_symbology() {
    for layout in PosLayout::ALL {
        let mut pos = reader(layout);
        let symbology = layout.has_identifier().then_some(Symbology::Codabar);
        let reports = pos_reports(layout, &format!("A{PASS}B"), "]F0");
        assert_eq!(read(&mut pos, &reports), [good(PASS, symbology)], "{layout:?}");
        let reports = pos_reports(layout, &format!("{PASS}\r"), "]C0");
        let symbology = layout.has_identifier().then_some(Symbology::Code128);
        assert_eq!(read(&mut pos, &reports), [good(PASS, symbology)], "{layout:?}");
    }
}

#[test]
fn long_codes_come_in_parts() {
    for layout in PosLayout::ALL {
        let mut pos = reader(layout);
        let long = format!("https://balie.example/{:0110}", 7);
        let reports = pos_reports(layout, &long, "]Q1");
        assert!(reports.len() >= 3, "{layout:?}");
        let found = read(&mut pos, &reports);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].as_ref().unwrap().text, long);
        let too_long = pos_reports(layout, &"0123456789".repeat(30), "]Q1");
        assert_eq!(read(&mut pos, &too_long), [Err(BadRead::TooLong)]);
        assert_eq!(read(&mut pos, &pos_reports(layout, PASS, "]F0")).len(), 1);
    }
}

#[test]
fn a_code_of_which_the_rest_does_not_come_is_refused() {
    let mut pos = reader(PosLayout::Counted);
    let start = Instant::now();
    let parts = pos_reports(PosLayout::Counted, &"0123456789".repeat(10), "]Q1");
    assert_eq!(pos.report(&parts[0], start), []);
    assert_eq!(pos.patience(start), Some(framing().inter_character()));
    let later = start + framing().inter_character() * 2;
    let whole = pos_reports(PosLayout::Counted, PASS, "]F0");
    assert_eq!(
        pos.report(&whole[0], later),
        [Err(BadRead::Interrupted), good(PASS, Some(Symbology::Codabar))]
    );
    assert_eq!(pos.report(&parts[0], later), []);
    assert_eq!(pos.interrupt(), Some(Err(BadRead::Interrupted)));
    assert_eq!(pos.patience(later), None);
    assert_eq!(pos.expire(later + Duration::from_secs(9)), None);
}

#[test]
fn damaged_reports_are_refused_and_others_are_not_about_codes() {
    let mut pos = reader(PosLayout::Counted);
    let whole = pos_reports(PosLayout::Counted, PASS, "]F0").remove(0);
    // Cut off after fewer bytes than it claims to hold.
    assert_eq!(read(&mut pos, &[whole[..12].to_vec()]), [Err(BadRead::ControlBytes)]);
    let mut damaged = whole.clone();
    damaged[7] = 0x1b;
    assert_eq!(read(&mut pos, &[damaged]), [Err(BadRead::ControlBytes)]);
    let mut claims = whole.clone();
    claims[1] = 200;
    assert_eq!(read(&mut pos, &[claims]), [Err(BadRead::ControlBytes)]);
    assert_eq!(read(&mut pos, &[vec![5, 1, 2], Vec::new()]), []);
    assert_eq!(read(&mut pos, &[whole]), [good(PASS, Some(Symbology::Codabar))]);
}

#[test]
fn reports_without_description_are_read_as_scanners_usually_send_them() {
    let mut pos = Pos::customary(&framing());
    let whole = pos_reports(PosLayout::Counted, PASS, "]F0");
    assert_eq!(read(&mut pos, &whole), [good(PASS, Some(Symbology::Codabar))]);
    let long = "0123456789".repeat(12);
    let parts = pos_reports(PosLayout::Counted, &long, "]Q1");
    assert_eq!(read(&mut pos, &parts)[0].as_ref().unwrap().text, long);
    assert_eq!(read(&mut pos, &pos_reports(PosLayout::Bare, PASS, "]F0")), [good(PASS, None)]);
    assert_eq!(read(&mut pos, &[vec![2, 57]]), [Err(BadRead::ControlBytes)]);
    assert_eq!(read(&mut pos, &[vec![2]]), [Err(BadRead::ControlBytes)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_code_arrives_as_it_was_sent(text in "[0-9A-Za-z$%./+-]{1,200}", which in prop::sample::select(&PosLayout::ALL[..])) {
        let mut pos = reader(which);
        let found = read(&mut pos, &pos_reports(which, &text, "]C0"));
        let expected = crate::scanner::codabar::strip(&text, which.has_identifier().then_some(Symbology::Code128)).to_owned();
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].as_ref().unwrap().text, &expected);
    }

    #[test]
    fn noise_never_panics_and_a_whole_code_after_it_is_read(
        reports in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..70), 0..20),
        which in prop::sample::select(&PosLayout::ALL[..]),
        described in any::<bool>(),
    ) {
        // Without a description the length must be in the report.
        let described = described || which == PosLayout::Uncounted;
        let mut pos = if described { reader(which) } else { Pos::customary(&framing()) };
        for scan in read(&mut pos, &reports).into_iter().flatten() {
            prop_assert!(!scan.text.is_empty() && !scan.text.chars().any(char::is_control));
        }
        let later = Instant::now() + Duration::from_secs(60);
        let whole = pos_reports(which, PASS, "]F0").remove(0);
        let found = pos.report(&whole, later);
        prop_assert_eq!(&found.last().unwrap().as_ref().unwrap().text, PASS);
    }
}
