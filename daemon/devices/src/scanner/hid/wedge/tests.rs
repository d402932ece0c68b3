use std::time::Duration;

use balie_virtual::hid::{KEYBOARD_DESCRIPTOR, KeyboardLayout, KeyboardReport, Typing, keyboard_reports};
use proptest::prelude::*;

use super::*;
use crate::scanner::{BadRead, Scan, Symbology};

const PASS: &str = "29401000075801";
const RELEASED: KeyboardReport = [0; 8];

/// Each layout as the scanner and as the reader know it; they share no table.
const LAYOUTS: [(KeyboardLayout, Layout); 7] = [
    (KeyboardLayout::Us, Layout::Us),
    (KeyboardLayout::UsInternational, Layout::UsInternational),
    (KeyboardLayout::Nl, Layout::Nl),
    (KeyboardLayout::Uk, Layout::Uk),
    (KeyboardLayout::De, Layout::De),
    (KeyboardLayout::Fr, Layout::Fr),
    (KeyboardLayout::Be, Layout::Be),
];

struct Desk {
    wedge: Wedge,
    now: Instant,
}

impl Desk {
    fn new(layout: Layout) -> Self {
        let descriptor = ReportDescriptor::parse(KEYBOARD_DESCRIPTOR).unwrap();
        let wedge = Wedge::described(&descriptor, layout, &FramingConfig::default()).unwrap();
        Self { wedge, now: Instant::now() }
    }

    fn boot() -> Self {
        Self { wedge: Wedge::boot(Layout::Us, &FramingConfig::default()), now: Instant::now() }
    }

    /// A millisecond passes before each report, as on the bus.
    fn reports(&mut self, reports: &[KeyboardReport]) -> Vec<Read> {
        let mut reads = Vec::new();
        for report in reports {
            self.now += Duration::from_millis(1);
            reads.extend(self.wedge.report(report, self.now));
        }
        reads
    }

    fn types(&mut self, text: &str, typing: Typing) -> Vec<Read> {
        self.reports(&keyboard_reports(text, typing).unwrap())
    }

    fn scans(&mut self, text: &str) -> Vec<Read> {
        self.types(&format!("{text}\r"), Typing::default())
    }

    fn pause(&mut self) -> Option<Read> {
        self.now += Duration::from_secs(1);
        self.wedge.framer().expire(self.now)
    }
}

fn good(text: &str) -> Read {
    Ok(Scan { text: text.to_owned(), symbology: None })
}

fn key(key: u8) -> KeyboardReport {
    [0, 0, key, 0, 0, 0, 0, 0]
}

#[test]
fn what_barcodes_hold_arrives_in_every_layout() {
    let printable: String = ('!'..='~').collect();
    for (typed, read) in LAYOUTS {
        let typing = Typing { layout: typed, ..Typing::default() };
        // In France the key of this accent is dead on Windows and alive in the keymaps of the virtual scanner.
        let differs = |c: char| typed == KeyboardLayout::Fr && c == '`';
        let typable: String =
            printable.chars().filter(|c| typed.keystrokes(*c).is_ok() && !differs(*c)).collect();
        assert!(typable.len() > 85, "{read:?} types {typable}");
        let mut desk = Desk::new(read);
        assert_eq!(desk.types(&format!("{typable}\r"), typing), [good(&typable)], "{read:?}");
        assert_eq!(
            desk.types(&format!("]F0A{PASS}B\t"), typing),
            [Ok(Scan { text: PASS.into(), symbology: Some(Symbology::Codabar) })]
        );
    }
}

#[test]
fn the_boot_protocol_and_the_keypad_need_no_description() {
    let mut desk = Desk::boot();
    assert_eq!(desk.scans(PASS), [good(PASS)]);
    let keypad: Vec<_> =
        [0x59, 0x62, 0x61, 0x58].into_iter().flat_map(|code| [key(code), RELEASED]).collect();
    assert_eq!(desk.reports(&keypad), [good("109")]);
}

#[test]
fn a_scanner_that_types_numbers_needs_no_layout() {
    for (_, layout) in LAYOUTS {
        let numbers = Typing { numbers: true, ..Typing::default() };
        assert_eq!(
            Desk::new(layout).types(&format!("A-{PASS}+z\r"), numbers),
            [good(&format!("A-{PASS}+z"))]
        );
    }
    // With a packet that says nothing after each report.
    let numbers = Typing { numbers: true, ..Typing::default() };
    let mut desk = Desk::new(Layout::Fr);
    let mut reads = Vec::new();
    for report in keyboard_reports(&format!("{PASS}\r"), numbers).unwrap() {
        reads.extend(desk.reports(&[report]));
        reads.extend(desk.wedge.report(&[], desk.now));
    }
    assert_eq!(reads, [good(PASS)]);
    // A number that means something else in every country.
    let mut desk = Desk::boot();
    let euro: Vec<KeyboardReport> = [0x59, 0x5a, 0x60]
        .into_iter()
        .flat_map(|code| [[4, 0, code, 0, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0, 0, 0]])
        .collect();
    desk.reports(&euro);
    assert_eq!(desk.scans("1"), [Err(BadRead::ControlBytes)]);
    assert_eq!(desk.scans(PASS), [good(PASS)]);
}

#[test]
fn a_fast_scanner_lets_keys_overlap() {
    let rolling = Typing { rolling: true, ..Typing::default() };
    assert_eq!(Desk::boot().types("1122334455\r", rolling), [good("1122334455")]);
}

#[test]
fn several_keys_in_one_report_count_in_their_order() {
    let mut desk = Desk::boot();
    let reports = [[0, 0, 0x1f, 0x26, 0x21, 0, 0, 0], [0, 0, 0x26, 0x21, 0x27, 0, 0, 0], RELEASED, key(0x28)];
    assert_eq!(desk.reports(&reports), [good("2940")]);
}

#[test]
fn caps_lock_turns_letters_around_and_digits_stay() {
    let mut desk = Desk::boot();
    let mut reports = vec![key(0x39), RELEASED];
    reports.extend(keyboard_reports("aB1\r", Typing::default()).unwrap());
    assert_eq!(desk.reports(&reports), [good("Ab1")]);
}

#[test]
fn a_report_that_repeats_types_nothing_again() {
    let mut desk = Desk::boot();
    let mut reports = vec![key(0x1e); 5];
    reports.extend([RELEASED, RELEASED, key(0x1f), key(0x1f), RELEASED, key(0x28), RELEASED]);
    assert_eq!(desk.reports(&reports), [good("12")]);
}

#[test]
fn bad_reads_are_refused_and_the_next_scan_is_good() {
    let long = "0123456789".repeat(30);
    for (bad, reason) in [
        (keyboard_reports(&format!("{long}\r"), Typing::default()).unwrap(), BadRead::TooLong),
        (keyboard_reports(&format!("{}\r", "7".repeat(60)), Typing::default()).unwrap(), BadRead::KeyRepeat),
        (vec![key(0x28), RELEASED], BadRead::Empty),
        // More keys than fit.
        (vec![key(0x1e), [0, 0, 1, 1, 1, 1, 1, 1], RELEASED, key(0x28), RELEASED], BadRead::Rollover),
        // An arrow, a letter with the Windows key, Escape by Control.
        (vec![key(0x4f), RELEASED, key(0x28), RELEASED], BadRead::ControlBytes),
        (vec![[8, 0, 4, 0, 0, 0, 0, 0], RELEASED, key(0x28), RELEASED], BadRead::ControlBytes),
        (vec![[1, 0, 0x2f, 0, 0, 0, 0, 0], RELEASED, key(0x28), RELEASED], BadRead::ControlBytes),
    ] {
        let mut desk = Desk::boot();
        assert_eq!(desk.reports(&bad), [Err(reason)]);
        assert_eq!(desk.scans(PASS), [good(PASS)], "after {reason:?}");
    }
}

#[test]
fn a_code_that_stops_is_refused_once_the_scanner_is_known_to_end_its_codes() {
    let mut desk = Desk::boot();
    assert_eq!(desk.types(PASS, Typing::default()), []);
    assert_eq!(desk.pause(), Some(good(PASS)), "a scanner that sends no Enter");
    assert_eq!(desk.scans(PASS), [good(PASS)]);
    assert_eq!(desk.types("2940100", Typing::default()), []);
    assert_eq!(desk.pause(), Some(Err(BadRead::Interrupted)));
    assert_eq!(desk.scans(PASS), [good(PASS)]);
}

#[test]
fn a_key_that_stays_down_spoils_the_code_that_would_lack_it() {
    let mut desk = Desk::boot();
    // The release of the 2 gets lost.
    desk.reports(&[key(0x1f)]);
    assert_eq!(desk.pause(), Some(Err(BadRead::Interrupted)));
    assert_eq!(
        desk.scans(PASS),
        [Err(BadRead::KeyRepeat)],
        "it begins with the 2 that is thought to be down"
    );
    assert_eq!(desk.scans(PASS), [good(PASS)]);
    // A stuck key is told once, however often it comes.
    desk.reports(&[key(0x1f)]);
    let told: Vec<Read> = (0..5)
        .flat_map(|_| {
            let ended = desk.pause();
            ended.into_iter().chain(desk.reports(&[key(0x1f)])).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(told, [Err(BadRead::Interrupted), Err(BadRead::KeyRepeat)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn noise_never_panics_and_the_next_scan_is_read(
        reports in prop::collection::vec(prop::array::uniform8(any::<u8>()), 0..80),
        layout in prop::sample::select(&Layout::ALL[..]),
    ) {
        let mut desk = Desk::new(layout);
        for scan in desk.reports(&reports).into_iter().flatten() {
            prop_assert!(!scan.text.is_empty() && !scan.text.chars().any(char::is_control));
        }
        desk.reports(&[RELEASED]);
        desk.pause();
        let typing = Typing { layout: LAYOUTS.iter().find(|(_, read)| *read == layout).unwrap().0, ..Typing::default() };
        // Noise may have left Caps Lock on, which digits do not mind.
        prop_assert_eq!(desk.types(&format!("{PASS}\r"), typing), [good(PASS)]);
    }
}
