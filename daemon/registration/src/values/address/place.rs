//! Names of streets and places.

use crate::values::text::{TextRule, personal_text};

const STREET: TextRule = TextRule {
    min: 1,
    max: 60,
    needs_letter: true,
    allows: |c| c.is_alphanumeric() || "-'./,()&".contains(c),
};

const PLACE: TextRule =
    TextRule { min: 1, max: 60, needs_letter: true, allows: |c| c.is_alphabetic() || "-'./()".contains(c) };

personal_text! {
    /// Name of a street or open space without house number, 1 to 60 characters: `Plein 1940-1945`,
    /// `2e Dwarsstraat`, `'t Veld`.
    StreetName, STREET
}

personal_text! {
    /// Name of a place, 1 to 60 characters, kept as typed: `Annen`, `'s-Gravenhage`, `Bergen (NH)`.
    PlaceName, PLACE
}

impl PlaceName {
    /// In capitals, as the last line of an address has it (manual: `9468 BG ANNEN`).
    pub fn upper(&self) -> String {
        self.as_str().to_uppercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::ValueError;
    use proptest::prelude::*;

    #[test]
    fn streets_and_places_as_they_are_called() {
        for name in ["Kruisakkers", "Plein 1940-1945", "2e Dwarsstraat", "'t Veld", "Nieuwe Gracht/Zuid"] {
            assert_eq!(StreetName::parse(name).map(|n| n.to_string()), Ok(name.to_owned()));
        }
        for (name, upper) in
            [("Annen", "ANNEN"), ("\u{2019}s-Gravenhage", "'S-GRAVENHAGE"), ("Súdwest", "SÚDWEST")]
        {
            assert_eq!(PlaceName::parse(name).map(|n| n.upper()), Ok(upper.to_owned()));
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        assert_eq!(PlaceName::parse("Annen 2"), Err(ValueError::Character { found: '2' }));
        assert_eq!(PlaceName::parse("--"), Err(ValueError::NoLetter));
        assert_eq!(StreetName::parse("1940"), Err(ValueError::NoLetter));
        assert_eq!(StreetName::parse("Straat;"), Err(ValueError::Character { found: ';' }));
        assert_eq!(StreetName::parse(&"x".repeat(61)), Err(ValueError::TooLong { max: 60, found: 61 }));
        assert_eq!(PlaceName::parse("\t"), Err(ValueError::Required));
    }

    proptest! {
        #[test]
        fn shown_reads_back_and_never_panics(text in any::<String>(), like in "\\PC{1,20}") {
            for typed in [text, like] {
                if let Ok(street) = StreetName::parse(&typed) {
                    prop_assert_eq!(StreetName::parse(street.as_str()), Ok(street));
                }
                if let Ok(place) = PlaceName::parse(&typed) {
                    prop_assert_eq!(PlaceName::parse(place.as_str()), Ok(place));
                }
            }
        }
    }
}
