//! Names of institutions and of the people to ask for there.

use crate::values::text::{TextRule, is_wording, personal_text};

const INSTITUTION: TextRule = TextRule { min: 2, max: 80, needs_letter: true, allows: is_wording };

const CONTACT: TextRule = TextRule { min: 1, max: 80, needs_letter: true, allows: is_wording };

personal_text! {
    /// Name of a school, institution or home, 2 to 80 characters: letters, digits and punctuation.
    InstitutionName, INSTITUTION
}

personal_text! {
    /// Contact person of an institution, or guardian of a minor, in whatever form the clerk writes it:
    /// 1 to 80 characters.
    ContactName, CONTACT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::ValueError;

    #[test]
    fn institutions_as_they_are_called() {
        for name in [
            "Obs 't Oelebröd",
            "De 3-Sprong (groep 7/8)",
            "Zorg & Zn.",
            "ROC “Noord”",
            // As they are written elsewhere.
            "School «Радуга»",
            "Школа № 5",
            "مدرسة النور، الرياض",
            "学校、東京",
            "「ひまわり」保育園",
            "विद्यालय।",
            "¡Hola! ¿Qué?",
            "École ‹Jaurès›…",
            "Winkel van €5",
            "§ 5 Advies",
        ] {
            assert_eq!(InstitutionName::parse(name).map(|n| n.to_string()), Ok(name.to_owned()));
        }
        assert_eq!(
            InstitutionName::parse("School\u{200B} \u{2013} Zuid").map(String::from),
            Ok("School - Zuid".to_owned())
        );
        assert_eq!(ContactName::parse("mw. A. Test, locatie 2").map(|n| n.to_string()).unwrap().len(), 22);
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("", ValueError::Required),
            ("123", ValueError::NoLetter),
            ("School\u{7}", ValueError::Character { found: '\u{7}' }),
            ("School 🙂", ValueError::Character { found: '🙂' }),
            ("School \u{E000}", ValueError::Character { found: '\u{E000}' }),
            ("S", ValueError::TooShort { min: 2, found: 1 }),
        ] {
            assert_eq!(InstitutionName::parse(typed), Err(error), "{typed:?}");
        }
        assert_eq!(InstitutionName::parse(&"a".repeat(81)), Err(ValueError::TooLong { max: 80, found: 81 }));
    }
}
