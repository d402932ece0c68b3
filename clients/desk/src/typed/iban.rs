//! IBAN (ISO 13616): in groups of four while it is typed.

use super::in_fours;
use iban::Iban;

/// In capitals and groups of four.
pub fn shape_iban(text: &str) -> String {
    in_fours(text.chars().filter(|c| !c.is_whitespace()), " ")
}

/// Length for its country and check digits hold (ISO 13616, mod 97).
pub fn iban_holds(text: &str) -> bool {
    shape_iban(text).parse::<Iban>().is_ok()
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
}
