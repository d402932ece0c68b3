//! Why something was done, in the clerk's own words.

use super::text::{TextRule, personal_text};

const RULE: TextRule = TextRule { min: 3, max: 200, needs_letter: false, allows: |c| !c.is_control() };

personal_text! {
    /// A reason in free text, 3 to 200 characters on one line: of a cancellation, a remission, the
    /// revocation of a mandate. May name somebody, so `Debug` is masked.
    ReasonText, RULE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::ValueError;
    use proptest::prelude::*;

    #[test]
    fn free_but_readable() {
        let reason = ReasonText::parse(" pas\nbeschadigd: 2e keer! ").unwrap();
        assert_eq!(reason.as_str(), "pas beschadigd: 2e keer!");
        assert_eq!(ReasonText::parse("\u{202E}pas\u{202C}").map(String::from), Ok("pas".to_owned()));
        for (typed, error) in [
            ("", ValueError::Required),
            ("ok", ValueError::TooShort { min: 3, found: 2 }),
            ("pas\u{1b}[2J", ValueError::Character { found: '\u{1b}' }),
        ] {
            assert_eq!(ReasonText::parse(typed), Err(error), "{typed:?}");
        }
        assert_eq!(ReasonText::parse(&"x".repeat(201)), Err(ValueError::TooLong { max: 200, found: 201 }));
    }

    proptest! {
        #[test]
        fn shown_reads_back_and_never_panics(text in any::<String>()) {
            if let Ok(reason) = ReasonText::parse(&text) {
                prop_assert!(!reason.as_str().contains(char::is_control));
                prop_assert_eq!(ReasonText::parse(reason.as_str()), Ok(reason));
            }
        }
    }
}
