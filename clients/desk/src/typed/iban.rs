//! IBAN (ISO 13616): in groups of four while it is typed.

use super::in_fours;
use balie_typed::bare_iban;
use balie_typed::text::squeeze;
use iban::{Iban, ParseIbanError};

/// In capitals and groups of four, without the word IBAN in front.
pub fn shape_iban(text: &str) -> String {
    let bare = bare_iban(text);
    // Nothing but the word may yet be followed by a number.
    let shown = if bare.is_empty() { squeeze(text) } else { bare };
    in_fours(shown.chars(), " ")
}

/// Length for its country and check digits hold (ISO 13616, mod 97). Of a country that is not known here the daemon
/// says what is to be said.
pub fn iban_holds(text: &str) -> bool {
    let read = bare_iban(text).parse::<Iban>();
    matches!(read, Ok(_) | Err(ParseIbanError::UnknownCountry(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_while_it_is_typed() {
        let mut text = String::new();
        for letter in "nl91abna0417164300".chars() {
            text.push(letter);
            text = shape_iban(&text);
        }
        assert_eq!(text, "NL91 ABNA 0417 1643 00");
        assert!(iban_holds(&text));
    }

    #[test]
    fn a_wrong_digit_or_length_does_not_hold() {
        for wrong in ["NL92 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 0", "", "NL91"] {
            assert!(!iban_holds(wrong), "{wrong}");
        }
    }

    #[test]
    fn what_was_copied_along_is_left_out() {
        for pasted in [
            "IBAN NL91 ABNA 0417 1643 00",
            "iban: nl91abna0417164300",
            "NL91.ABNA.0417.1643.00",
            "IBANNL91ABNA0417164300",
            "\u{FEFF}NL91\u{200B}ABNA\u{a0}0417\u{AD}164300\u{202C}",
        ] {
            assert_eq!(shape_iban(pasted), "NL91 ABNA 0417 1643 00", "{pasted}");
            assert!(iban_holds(pasted), "{pasted}");
        }
        let mut text = String::new();
        for letter in "iban nl91abna0417164300".chars() {
            text.push(letter);
            text = shape_iban(&text);
        }
        assert_eq!(text, "NL91 ABNA 0417 1643 00", "also when it is typed letter by letter");
        assert_eq!(shape_iban("iban"), "IBAN");
        // Outside the scope of SEPA, which the daemon says.
        assert!(iban_holds("HN54 PISA 0000 0000 0000 0012 3124"));
    }
}
