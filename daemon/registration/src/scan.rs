//! What a scanned barcode is.
//!
//! Passes carry Codabar or Code 128, items Codabar, books EAN-13, mandate forms Code 128. The content
//! decides; the symbology, when the scanner tells it, only says which start and stop characters to drop.

use crate::values::{BranchNumber, MandateReference, PassError, PassNumber, ValueError};

/// Longest text that can be anything we know; a two-dimensional code may hold thousands of characters.
const LONGEST: usize = 64;

/// The meaning of a scan at a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanned {
    /// A pass of this branch.
    OwnPass(PassNumber),
    /// A pass of another branch: the clerk confirms before it is used.
    OtherBranchPass(PassNumber),
    /// The barcode at the top left of a mandate form.
    MandateBarcode(MandateReference),
    /// The barcode of an item, or the ISBN of a book.
    Book {
        /// The digits: 14 that begin with 3, or a 13-digit ISBN.
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
/// space, control characters and Codabar start and stop characters are dropped. Never panics.
pub fn classify(text: &str, symbology: Option<&str>, own: &BranchNumber) -> Scanned {
    if text.len() > LONGEST * 4 {
        return Scanned::Unknown { why: ValueError::TooLong { max: LONGEST, found: text.chars().count() } };
    }
    let text: String = text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let (prefixed, data) = split_symbology(&text);
    let data = without_start_and_stop(data, prefixed.or(symbology));
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
        ] {
            assert_eq!(classify(text, None, &annen()), Scanned::OwnPass(pass()), "{text:?}");
        }
        let other = BranchNumber::parse("5280").unwrap();
        assert_eq!(classify("29401000075801", Some("]F0"), &other), Scanned::OtherBranchPass(pass()));
    }

    #[test]
    fn books_are_no_passes() {
        for text in ["39401000075801", "9789023457046"] {
            let scanned = classify(text, Some("]E0"), &annen());
            assert_eq!(scanned, Scanned::Book { code: text.to_owned() });
        }
        let scanned = classify("B39401000075801D", Some("]F0"), &annen());
        assert_eq!(scanned, Scanned::Book { code: "39401000075801".to_owned() });
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
        fn a_pass_is_of_exactly_one_kind(branch in 0u16..=9999, serial in 0u32..=99_999_999) {
            let branch = BranchNumber::parse(&format!("{branch:04}")).unwrap();
            let pass = PassNumber::from_parts(branch, serial).unwrap();
            let expected =
                if branch == annen() { Scanned::OwnPass(pass) } else { Scanned::OtherBranchPass(pass) };
            prop_assert_eq!(classify(&pass.to_string(), None, &annen()), expected);
        }
    }
}
