//! Surnames and call names.

use crate::values::text::{TextRule, personal_text};

fn in_a_name(c: char) -> bool {
    c.is_alphabetic() || "-'.".contains(c)
}

const SURNAME: TextRule = TextRule { min: 1, max: 60, needs_letter: true, allows: in_a_name };

const CALL_NAME: TextRule = TextRule { min: 1, max: 40, needs_letter: true, allows: in_a_name };

personal_text! {
    /// A surname without prefix, 1 to 60 characters: letters of any script, hyphen, apostrophe and dot.
    Surname, SURNAME
}

personal_text! {
    /// A call name (roepnaam), 1 to 40 characters of the same kind as in a [`Surname`]; asked of youth.
    CallName, CALL_NAME
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::ValueError;
    use proptest::prelude::*;

    #[test]
    fn names_of_all_kinds() {
        for (typed, kept) in [
            ("Test", "Test"),
            ("  Jansen \u{2013} Bos ", "Jansen - Bos"),
            ("D\u{2019}Angelo", "D'Angelo"),
            ("Öztürk", "Öztürk"),
            ("Rene\u{301}", "René"),
            ("St. John", "St. John"),
            ("Łukasiewicz", "Łukasiewicz"),
            ("Иванова", "Иванова"),
            ("山田", "山田"),
        ] {
            assert_eq!(Surname::parse(typed).map(|n| n.to_string()), Ok(kept.to_owned()), "{typed}");
        }
        assert_eq!(CallName::parse("Jan-Piet").map(|n| n.to_string()), Ok("Jan-Piet".to_owned()));
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            (" ", ValueError::Required),
            ("Test2", ValueError::Character { found: '2' }),
            ("Te\u{0}st", ValueError::Character { found: '\0' }),
            ("Te\u{202E}st", ValueError::Character { found: '\u{202E}' }),
            ("Test@", ValueError::Character { found: '@' }),
            ("-'.", ValueError::NoLetter),
            ("\u{301}", ValueError::NoLetter),
        ] {
            assert_eq!(Surname::parse(typed), Err(error), "{typed:?}");
        }
        assert!(Surname::parse(&"é".repeat(60)).is_ok());
        assert_eq!(Surname::parse(&"é".repeat(61)), Err(ValueError::TooLong { max: 60, found: 61 }));
    }

    #[test]
    fn debug_shows_no_name() {
        assert_eq!(format!("{:?}", Surname::parse("Test").unwrap()), "Surname(•••)");
    }

    proptest! {
        #[test]
        fn shown_reads_back_and_never_panics(text in any::<String>(), like in "[\\p{L}\\p{M}' .-]{1,20}") {
            for typed in [text, like] {
                if let Ok(name) = Surname::parse(&typed) {
                    prop_assert_eq!(Surname::parse(name.as_str()), Ok(name));
                }
            }
        }
    }
}
