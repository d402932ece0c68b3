//! What a scanned barcode is.
//!
//! Passes carry Codabar or Code 128, items Codabar, books EAN-13, mandate forms Code 128. The content
//! decides; the symbology, when the scanner tells it, only says which start and stop characters to drop.
//!
//! Scanners of many makers can be set to put an identifier of their own in front of every code. The same letter means
//! Codabar to one and Code 128 to another, so it is not taken off: it is named, and the scanner is to be set right.

use crate::values::pass::is_isbn10;
use crate::values::{BranchNumber, MandateReference, PassError, PassNumber, ValueError, squeeze};

/// Longest text that can be anything we know; a two-dimensional code may hold thousands of characters.
const LONGEST: usize = 64;
/// Longest identifier that a maker's scanners put in front of a code.
const IDENTIFIER: usize = 3;

/// The meaning of a scan at a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanned {
    /// A pass of this branch.
    OwnPass(PassNumber),
    /// A pass of another branch: the clerk confirms before it is used.
    OtherBranchPass(PassNumber),
    /// The barcode at the top left of a mandate form.
    MandateBarcode(MandateReference),
    /// The barcode of an item, or that on the cover of a book or magazine.
    Book {
        /// The digits: 14 that begin with 3, or an EAN-13 that begins with 977, 978 or 979, with its add-on of two or
        /// five digits where that was read; or the ISBN of ten characters that some scanners make of it.
        code: String,
    },
    /// None of these.
    Unknown {
        /// Why it is not the one it most resembles.
        why: ValueError,
    },
}

/// Tells what was scanned at branch `own`.
///
/// `symbology` is the AIM symbology identifier (ISO/IEC 15424: `]F0` is Codabar, `]C0` Code 128, `]E0`
/// EAN-13) if the scanner gave one apart from the data; one in front of the data is used as well. White
/// space, control characters, others that nobody sees and Codabar start and stop characters are dropped. Never panics.
pub fn classify(text: &str, symbology: Option<&str>, own: &BranchNumber) -> Scanned {
    if text.len() > LONGEST * 4 {
        return Scanned::Unknown { why: ValueError::TooLong { max: LONGEST, found: text.chars().count() } };
    }
    let text: String = squeeze(text).chars().filter(|c| !c.is_control()).collect();
    let (prefixed, data) = split_symbology(&text);
    let data = joined(data);
    let data = without_start_and_stop(&data, prefixed.or(symbology));
    match plain(data, own) {
        Scanned::Unknown { why } => behind_identifier(data, own).unwrap_or(Scanned::Unknown { why }),
        known => known,
    }
}

/// Why a code that should be that of a mandate form is none, where the scanner put an identifier in front of one.
pub(crate) fn identifier_before_mandate(text: &str) -> Option<ValueError> {
    let text: String = squeeze(text).chars().filter(|c| !c.is_control()).collect();
    let is_mandate = |(_, rest): &(&str, &str)| MandateReference::parse(rest).is_ok();
    let (found, _) = identifiers(&text).find(is_mandate)?;
    Some(PassError::Identifier { found: found.to_owned() }.into())
}

/// What a code is that stands behind the identifier of a scanner's maker; none when there is no such code. A book is a
/// book whatever stands in front; anything else would be taken only from a scanner that is set right.
fn behind_identifier(data: &str, own: &BranchNumber) -> Option<Scanned> {
    identifiers(data).find_map(|(found, rest)| match plain(without_start_and_stop(rest, None), own) {
        Scanned::Unknown { .. } => None,
        Scanned::Book { code } => Some(Scanned::Book { code }),
        Scanned::OwnPass(_) | Scanned::OtherBranchPass(_) | Scanned::MandateBarcode(_) => {
            Some(Scanned::Unknown { why: PassError::Identifier { found: found.to_owned() }.into() })
        }
    })
}

/// Every identifier that may stand in front of a code, and what follows it: `C`, `P00`. None begins with a digit.
fn identifiers(data: &str) -> impl Iterator<Item = (&str, &str)> {
    let begins = data.chars().next().is_some_and(|first| !first.is_ascii_digit());
    let ends = data.char_indices().skip(1).take(if begins { IDENTIFIER } else { 0 });
    ends.map(|(end, _)| data.split_at(end))
}

/// The data of a barcode and its add-on, which some scanners send as two messages with an identifier each (`]E1` two
/// digits, `]E2` five).
fn joined(data: &str) -> String {
    data.replacen("]E1", "", 1).replacen("]E2", "", 1)
}

/// What a code is with nothing around it.
fn plain(data: &str, own: &BranchNumber) -> Scanned {
    if data.starts_with(['M', 'm']) {
        return match MandateReference::parse(data) {
            Ok(reference) => Scanned::MandateBarcode(reference),
            Err(why) => Scanned::Unknown { why },
        };
    }
    match PassNumber::parse(data) {
        Ok(pass) if pass.branch() == *own => Scanned::OwnPass(pass),
        Ok(pass) => Scanned::OtherBranchPass(pass),
        Err(ValueError::Pass(PassError::IsBook)) => Scanned::Book { code: data.to_owned() },
        Err(_) if is_isbn10(data) => Scanned::Book { code: data.to_owned() },
        Err(why) => Scanned::Unknown { why },
    }
}

/// The AIM identifier in front of the data, `]` and two characters, and what follows it.
fn split_symbology(text: &str) -> (Option<&str>, &str) {
    let is_identifier = |front: &str| {
        front.starts_with(']') && front.bytes().skip(1).all(|byte| byte.is_ascii_alphanumeric())
    };
    match text.split_at_checked(3) {
        Some((front, data)) if is_identifier(front) => (Some(front), data),
        _ => (None, text),
    }
}

/// Drops the pair of Codabar start and stop characters (EN 798: A to D, also written T, N, * and E) around
/// digits, when the symbology is Codabar or not known.
fn without_start_and_stop<'a>(data: &'a str, symbology: Option<&str>) -> &'a str {
    if symbology.is_some_and(|id| !id.trim_start_matches(']').starts_with('F')) {
        return data;
    }
    let guards = ['A', 'B', 'C', 'D', 'T', 'N', '*', 'E', 'a', 'b', 'c', 'd', 't', 'n', 'e'];
    data.strip_prefix(guards)
        .and_then(|rest| rest.strip_suffix(guards))
        .filter(|inner| inner.bytes().all(|byte| byte.is_ascii_digit()))
        .unwrap_or(data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn annen() -> BranchNumber {
        BranchNumber::parse("9401").unwrap()
    }

    fn pass() -> PassNumber {
        PassNumber::parse("29401000075801").unwrap()
    }

    #[test]
    fn passes_of_here_and_elsewhere() {
        for text in [
            "29401000075801",
            "29401000075801\r\n",
            "A29401000075801B",
            "a29401000075801t",
            "]F0A29401000075801B",
            "]C029401000075801",
            "2 9401 00007580 1",
            "\u{FEFF}29401000075801",
            "\u{202D}2 9401 00007580 1\u{202C}",
            "２９４０１００００７５８０１",
        ] {
            assert_eq!(classify(text, None, &annen()), Scanned::OwnPass(pass()), "{text:?}");
        }
        let other = BranchNumber::parse("5280").unwrap();
        assert_eq!(classify("29401000075801", Some("]F0"), &other), Scanned::OtherBranchPass(pass()));
    }

    #[test]
    fn books_are_no_passes() {
        for text in ["39401000075801", "9789023457046", "978902345704651995", "977177070700001"] {
            let scanned = classify(text, Some("]E0"), &annen());
            assert_eq!(scanned, Scanned::Book { code: text.to_owned() });
        }
        let scanned = classify("B39401000075801D", Some("]F0"), &annen());
        assert_eq!(scanned, Scanned::Book { code: "39401000075801".to_owned() });
    }

    #[test]
    fn a_book_is_a_book_whatever_its_scanner_adds() {
        for (text, code) in [
            ("9789023457046 51995", "978902345704651995"),
            ("]E39789023457046 51995", "978902345704651995"),
            ("]E09789023457046]E251995", "978902345704651995"),
            ("]E09771770707000]E101", "977177070700001"),
            // The identifiers of several makers for EAN-13, and for Codabar.
            ("A9789023457046", "9789023457046"),
            ("d9789023457046", "9789023457046"),
            ("F9789023457046", "9789023457046"),
            ("E09789023457046", "9789023457046"),
            ("]X0080442957X", "080442957X"),
            ("L0306406152", "0306406152"),
            ("C39401000075801", "39401000075801"),
            ("%A39401000075801B", "39401000075801"),
        ] {
            let scanned = classify(text, None, &annen());
            assert_eq!(scanned, Scanned::Book { code: code.to_owned() }, "{text}");
        }
    }

    #[test]
    fn what_a_scanner_puts_in_front_of_a_code_is_named() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let mandate = MandateReference::issue(annen(), day, 7).unwrap();
        for (text, found) in [
            ("C29401000075801".to_owned(), "C"),
            ("a29401000075801".to_owned(), "a"),
            ("%29401000075801".to_owned(), "%"),
            ("N29401000075801".to_owned(), "N"),
            ("M29401000075801".to_owned(), "M"),
            ("P0029401000075801".to_owned(), "P00"),
            ("X1529401000075801".to_owned(), "X15"),
            ("CA29401000075801B".to_owned(), "C"),
            ("é29401000075801".to_owned(), "é"),
            (format!("D{mandate}"), "D"),
            (format!("j{mandate}").to_lowercase(), "j"),
            (format!("m{mandate}"), "m"),
        ] {
            let why = PassError::Identifier { found: found.to_owned() }.into();
            assert_eq!(classify(&text, None, &annen()), Scanned::Unknown { why }, "{text}");
        }
        let why = identifier_before_mandate(&format!("D{mandate}\r\n"));
        assert_eq!(why, Some(PassError::Identifier { found: "D".to_owned() }.into()));
        assert_eq!(identifier_before_mandate(&mandate.to_string()), None);
        assert_eq!(identifier_before_mandate("C29401000075801"), None);
        // A digit lost or read wrongly is told as that.
        for text in ["C2940100075801", "C29401000075802", "CDEF29401000075801", "129401000075801"] {
            let scanned = classify(text, None, &annen());
            let is_identifier =
                matches!(&scanned, Scanned::Unknown { why: ValueError::Pass(PassError::Identifier { .. }) });
            assert!(!is_identifier, "{text}: {scanned:?}");
        }
    }

    #[test]
    fn mandate_forms() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let reference = MandateReference::issue(annen(), day, 7).unwrap();
        for text in [reference.to_string(), format!("]C0{reference}"), reference.to_string().to_lowercase()] {
            assert_eq!(classify(&text, None, &annen()), Scanned::MandateBarcode(reference));
        }
    }

    #[test]
    fn tells_why_it_is_nothing() {
        for (text, symbology, why) in [
            ("", None, ValueError::Required),
            ("]F0", None, ValueError::Required),
            ("AB", None, ValueError::Required),
            ("2940100075801", None, PassError::Length { found: 13 }.into()),
            ("29401000075802", None, PassError::CheckDigit.into()),
            ("A29401000075801B", Some("]C0"), PassError::Characters { found: 'A' }.into()),
            ("https://voorbeeld.nl", None, PassError::Characters { found: 'h' }.into()),
            (
                "M9401-261123-000",
                None,
                crate::values::AccountError::MandateIncomplete { found: 14, expected: 18 }.into(),
            ),
        ] {
            assert_eq!(classify(text, symbology, &annen()), Scanned::Unknown { why }, "{text}");
        }
        let long = "2".repeat(5000);
        assert!(matches!(
            classify(&long, None, &annen()),
            Scanned::Unknown { why: ValueError::TooLong { found: 5000, .. } }
        ));
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>(), id in proptest::option::of(any::<String>())) {
            let _ = classify(&text, id.as_deref(), &annen());
        }

        #[test]
        fn never_panics_on_what_resembles_a_code(text in "\\]?[A-Z0-9é]{0,3}[mM0-9A-D*-]{0,24}") {
            let _ = classify(&text, None, &annen());
        }

        #[test]
        fn an_identifier_never_makes_a_pass_of_what_is_none(
            front in "[!-~&&[^0-9\\]]][!-~]{0,2}", code in "[0-9]{12,19}",
        ) {
            let text = format!("{front}{code}");
            let scanned = classify(&text, None, &annen());
            let alone = classify(&code, None, &annen());
            let is_pass = |scanned: &Scanned| matches!(scanned, Scanned::OwnPass(_) | Scanned::OtherBranchPass(_));
            prop_assert!(!is_pass(&scanned), "{}", text);
            if let Scanned::Book { .. } = alone {
                prop_assert!(matches!(scanned, Scanned::Book { .. }), "{}", text);
            }
        }

        #[test]
        fn a_pass_is_of_exactly_one_kind(branch in 0u16..=9999, serial in 0u32..=99_999_999) {
            let branch = BranchNumber::parse(&format!("{branch:04}")).unwrap();
            let pass = PassNumber::from_parts(branch, serial).unwrap();
            let expected =
                if branch == annen() { Scanned::OwnPass(pass) } else { Scanned::OtherBranchPass(pass) };
            prop_assert_eq!(classify(&pass.to_string(), None, &annen()), expected);
        }
    }
}
