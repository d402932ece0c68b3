use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::scanner::{Scan, Symbology};

fn framer(terminator: Terminator) -> Framer {
    Framer::new(FramingConfig { terminator, ..FramingConfig::default() })
}

fn good(text: &str) -> Read {
    Ok(Scan { text: text.to_owned(), symbology: None })
}

fn reads(terminator: Terminator, bytes: &[u8]) -> Vec<Read> {
    framer(terminator).push(bytes, Instant::now())
}

#[test]
fn every_terminator_ends_a_code_once() {
    for (terminator, bytes) in [
        (Terminator::Any, &b"12\r34\n56\r\n78\t"[..]),
        (Terminator::Detect, b"12\r34\n56\r\n78\t"),
        (Terminator::Tab, b"12\t34\t56\t78\t"),
        (Terminator::Cr, b"12\r34\r\n56\r78\r"),
        (Terminator::Lf, b"12\n34\r\n56\n78\n"),
        (Terminator::CrLf, b"12\r\n34\r\n56\r\n78\r\n"),
        (Terminator::Etx, b"\x0212\x03\r\n\x0234\x03\x0256\x03\r\x0278\x03"),
    ] {
        let expected: Vec<_> = ["12", "34", "56", "78"].map(good).into();
        assert_eq!(reads(terminator, bytes), expected, "{terminator:?}");
    }
}

#[test]
fn an_envelope_is_taken_off_whatever_the_terminator() {
    assert_eq!(reads(Terminator::Any, b"\x0212\x03\r"), [good("12")]);
    assert_eq!(reads(Terminator::Etx, b"12\x03"), [Err(BadRead::NotFramed)]);
    assert_eq!(reads(Terminator::Etx, b"\x0212\x0234\x03"), [Err(BadRead::Interrupted), good("34")]);
}

#[test]
fn bad_reads_are_refused_and_the_next_one_is_read() {
    let long = [vec![b'1'; 20].as_slice(), &b"23".repeat(200)].concat();
    for (bad, reason) in [
        (&b""[..], BadRead::Empty),
        (b"   ", BadRead::Empty),
        (b"]F0", BadRead::Empty),
        (long.as_slice(), BadRead::TooLong),
        (b"12\x0034", BadRead::ControlBytes),
        (b"12\x1b[A", BadRead::ControlBytes),
        (b"12\x8034", BadRead::ControlBytes),
        (b"77777777777777777777777777777777", BadRead::KeyRepeat),
    ] {
        let bytes = [bad, b"\r29401000075801\r"].concat();
        assert_eq!(reads(Terminator::Any, &bytes), [Err(reason), good("29401000075801")], "{bad:?}");
    }
}

#[test]
fn the_longest_code_is_read_and_one_more_is_refused() {
    let longest = "0123456789abcdef".repeat(16);
    assert_eq!(reads(Terminator::Any, format!("{longest}\r").as_bytes()), [good(&longest)]);
    assert_eq!(reads(Terminator::Any, format!("{longest}0\r").as_bytes()), [Err(BadRead::TooLong)]);
}

#[test]
fn a_pause_interrupts_a_code_and_the_next_one_is_whole() {
    let mut framer = framer(Terminator::Any);
    let start = Instant::now();
    let gap = framer.config.inter_character();
    assert_eq!(framer.push(b"2940", start), []);
    assert_eq!(framer.expire(start + gap), None, "a pause of exactly the time-out is still one code");
    let later = start + gap + Duration::from_millis(1);
    assert_eq!(framer.push(b"29401000075801\r", later), [Err(BadRead::Interrupted), good("29401000075801")]);
    assert_eq!(framer.expire(later + gap * 9), None, "nothing is pending");
}

#[test]
fn a_pause_ends_a_code_where_it_is_the_terminator() {
    let mut framer = framer(Terminator::Pause);
    let start = Instant::now();
    assert_eq!(framer.push(b"2940", start), []);
    let soon = start + framer.config.inter_character();
    assert_eq!(framer.push(b"1000075801", soon), []);
    assert!(framer.is_mid_code());
    assert_eq!(framer.expire(soon + framer.config.inter_character() * 2), Some(good("29401000075801")));
    assert!(!framer.is_mid_code());
}

#[test]
fn a_scanner_without_terminators_is_read_until_it_shows_one() {
    let mut framer = framer(Terminator::Detect);
    let start = Instant::now();
    let pause = framer.config.inter_character() * 2;
    framer.push(b"29401000075801", start);
    assert_eq!(framer.patience(start), Some(framer.config.inter_character()));
    assert_eq!(framer.expire(start + pause), Some(good("29401000075801")));
    assert_eq!(framer.patience(start + pause), None);
    // Noise at plugging in is no code.
    framer.push(b"12", start + pause);
    assert_eq!(framer.expire(start + pause * 2), Some(Err(BadRead::Interrupted)));
    assert_eq!(framer.push(b"29401000075801\r", start + pause * 2), [good("29401000075801")]);
    framer.push(b"29401000", start + pause * 2);
    assert_eq!(framer.expire(start + pause * 3), Some(Err(BadRead::Interrupted)));
}

#[test]
fn a_spoilt_code_is_refused_and_the_next_one_is_read() {
    let mut framer = framer(Terminator::Detect);
    let start = Instant::now();
    framer.push(b"2940", start);
    assert_eq!(framer.spoil(BadRead::Rollover, start), None);
    let found = framer.push(b"1000\r29401000075801\r", start);
    assert_eq!(found, [Err(BadRead::Rollover), good("29401000075801")]);
    // One that never ends is over after a pause.
    framer.spoil(BadRead::KeyRepeat, start);
    let later = start + framer.config.inter_character() * 2;
    assert_eq!(framer.expire(later), Some(Err(BadRead::KeyRepeat)));
    assert_eq!(framer.push(b"1\r", later), [good("1")]);
}

#[test]
fn a_code_that_arrives_whole_loses_its_terminators() {
    let config = FramingConfig { suffix: "#".into(), ..FramingConfig::default() };
    let scan = |text: &str, symbology| Ok(Scan { text: text.into(), symbology });
    assert_eq!(whole(b"A12B#\r\n", Some(Symbology::Codabar), &config), scan("12", Some(Symbology::Codabar)));
    assert_eq!(whole(b"]E012#", None, &config), scan("12", Some(Symbology::Ean)));
    assert_eq!(whole(b"\r", None, &config), Err(BadRead::Empty));
    assert_eq!(whole(b"1\x002#", None, &config), Err(BadRead::ControlBytes));
}

#[test]
fn a_pulled_cable_refuses_the_half_code() {
    let mut framer = framer(Terminator::Any);
    assert_eq!(framer.interrupt(), None);
    framer.push(b"2940", Instant::now());
    assert_eq!(framer.interrupt(), Some(Err(BadRead::Interrupted)));
    assert_eq!(framer.push(b"2\r", Instant::now()), [good("2")]);
}

#[test]
fn prefix_and_suffix_are_required_and_taken_off_before_the_identifier() {
    let config = FramingConfig { prefix: "<".into(), suffix: ">".into(), ..FramingConfig::default() };
    let mut framer = Framer::new(config);
    let scan = Scan { text: "29401000075801".into(), symbology: Some(Symbology::Codabar) };
    let found = framer.push(b"<]F0A29401000075801B>\r12\r<12\r", Instant::now());
    assert_eq!(found, [Ok(scan), Err(BadRead::NotFramed), Err(BadRead::NotFramed)]);
}

#[test]
fn identifiers_stay_where_they_are_not_looked_for() {
    let mut framer = Framer::new(FramingConfig { aim: false, ..FramingConfig::default() });
    assert_eq!(framer.push(b"]C012\r", Instant::now()), [good("]C012")]);
}

fn any_terminator() -> impl Strategy<Value = Terminator> {
    prop_oneof![
        Just(Terminator::Detect),
        Just(Terminator::Any),
        Just(Terminator::Tab),
        Just(Terminator::Cr),
        Just(Terminator::Lf),
        Just(Terminator::CrLf),
        Just(Terminator::Etx),
        Just(Terminator::Pause)
    ]
}

/// Bytes in which the framing characters are as frequent as everything else together.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![any::<u8>(), prop::sample::select(&b"\r\n\t\x02\x03]A0"[..])];
    prop::collection::vec(byte, 0..600)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn chunking_changes_nothing(terminator in any_terminator(), bytes in noise(), cuts in prop::collection::vec(1usize..50, 1..40)) {
        let now = Instant::now();
        let whole = framer(terminator).push(&bytes, now);
        let mut pieces = Vec::new();
        let mut framer = framer(terminator);
        let mut rest = bytes.as_slice();
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (head, tail) = rest.split_at((*cut).min(rest.len()));
            pieces.extend(framer.push(head, now));
            rest = tail;
        }
        prop_assert_eq!(whole, pieces);
    }

    #[test]
    fn a_code_after_garbage_and_its_terminator_is_read(bytes in noise(), number in "[0-9]{14}") {
        for (terminator, end, begin) in [
            (Terminator::Detect, &b"\r"[..], &b""[..]),
            (Terminator::Any, b"\t", b""),
            (Terminator::Tab, b"\t", b""),
            (Terminator::Cr, b"\r", b""),
            (Terminator::Lf, b"\n", b""),
            (Terminator::CrLf, b"\r\n", b""),
            (Terminator::Etx, b"\x03", b"\x02"),
        ] {
            let stream = [bytes.as_slice(), end, begin, number.as_bytes(), end].concat();
            let found = reads(terminator, &stream);
            prop_assert_eq!(found.last(), Some(&good(&number)), "{:?}", terminator);
        }
    }

    #[test]
    fn what_is_read_is_never_unprintable(terminator in any_terminator(), bytes in noise()) {
        let mut framer = framer(terminator);
        let start = Instant::now();
        let mut found = framer.push(&bytes, start);
        found.extend(framer.expire(start + Duration::from_secs(60)));
        for scan in found.into_iter().flatten() {
            prop_assert!(!scan.text.is_empty() && scan.text.len() <= 2 * 256 && !scan.text.chars().any(char::is_control));
        }
    }
}
