//! Names of streets and places.

use crate::values::ValueError;
use crate::values::text::{TextRule, is_in_a_name, is_sign, personal_text};

/// What the names of Dutch streets are written with, of which the longest has 48 characters (all 131 727 of the
/// register of addresses, BAG, of January 2019), and those of other countries besides.
const STREET: TextRule = TextRule {
    min: 1,
    max: 60,
    needs_letter: true,
    allows: |c| c.is_alphanumeric() || is_in_a_name(c) || "/,()&\"#:+".contains(c) || is_sign_elsewhere(c),
};

const PLACE: TextRule = TextRule {
    min: 1,
    max: 60,
    needs_letter: true,
    allows: |c| c.is_alphanumeric() || is_in_a_name(c) || "/,()&!\"".contains(c) || is_sign_elsewhere(c),
};

/// The punctuation of other scripts and languages.
fn is_sign_elsewhere(c: char) -> bool {
    !c.is_ascii() && is_sign(c)
}

personal_text! {
    /// Name of a street or open space without house number, 1 to 60 characters: `Plein 1940-1945`,
    /// `2e Dwarsstraat`, `'t Veld`, `Hageweg "'t Centrum"`.
    StreetName, STREET
}

personal_text! {
    /// Name of a place anywhere, 1 to 60 characters, kept as typed: `Annen`, `'s-Gravenhage`, `Bergen (NH)`, `Praha 1`,
    /// `Westward Ho!`.
    PlaceName, PLACE
}

impl PlaceName {
    /// Reads the name of a Dutch place. Digits are in an ordinal number only, as in `2e Exloërmond` (the only ones in
    /// the register of addresses, BAG, are such): a house number after a place is a slip.
    ///
    /// # Errors
    /// Those of [`Self::parse`]; [`ValueError::Character`] for a digit, and for a sign that only places elsewhere have,
    /// [`ValueError::NoLetter`] when there is nothing else.
    pub fn parse_dutch(text: &str) -> Result<Self, ValueError> {
        let place = Self::parse(text)?;
        let elsewhere = |c: &char| "&!\"".contains(*c) || is_sign_elsewhere(*c) && !is_in_a_name(*c);
        if let Some(found) = place.as_str().chars().find(elsewhere) {
            return Err(ValueError::Character { found });
        }
        let mut named = false;
        for word in place.as_str().split([' ', '-']) {
            match word.chars().find(|c| c.is_numeric()) {
                Some(found) if !is_ordinal(word) => return Err(ValueError::Character { found }),
                Some(_) => {}
                None => named |= word.contains(char::is_alphabetic),
            }
        }
        if named { Ok(place) } else { Err(ValueError::NoLetter) }
    }

    /// In capitals, as the last line of an address has it (manual: `9468 BG ANNEN`).
    pub fn upper(&self) -> String {
        self.as_str().to_uppercase()
    }
}

/// `1e`, `12e`, `2de`, `1ste`.
fn is_ordinal(word: &str) -> bool {
    let end = word.trim_start_matches(|c: char| c.is_ascii_digit());
    word.len() - end.len() <= 2 && ["e", "de", "ste"].iter().any(|ordinal| end.eq_ignore_ascii_case(ordinal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn streets_and_places_as_they_are_called() {
        for name in [
            "Kruisakkers",
            "Plein 1940-1945",
            "2e Dwarsstraat",
            "'t Veld",
            "Nieuwe Gracht/Zuid",
            "Hageweg \"'t Centrum\"",
            "53RD Welsh Divisionplein",
            "Bos, Zee en Duin",
            "Maarse & Kroon Hof",
            "Ir. Mr. Dr. van Waterschoot van der Grachtstraat",
            "Calle 5 #23-45",
            "Avinguda del Paral·lel",
            "Hageweg “'t Centrum”",
            "Rua 25 de Março, nº 5",
            "Straße des 17. Juni",
            "ulica 3-go Maja",
            "Đường Nguyễn Huệ",
            "شارع 26 يوليو",
            "ул. 8-е Марта",
            "Κηφισίας",
            "ул. «Мира»",
            "شارع النيل، وسط البلد",
            "शिव मार्ग।",
        ] {
            assert_eq!(StreetName::parse(name).map(|n| n.to_string()), Ok(name.to_owned()));
        }
        for (name, upper) in
            [("Annen", "ANNEN"), ("\u{2019}s-Gravenhage", "'S-GRAVENHAGE"), ("Súdwest", "SÚDWEST")]
        {
            assert_eq!(PlaceName::parse(name).map(|n| n.upper()), Ok(upper.to_owned()));
        }
    }

    /// Every kind of character in the 2 404 places of the register (BAG, January 2019) is in one of these.
    #[test]
    fn dutch_places_are_those_of_the_register() {
        for name in [
            "1e Exloërmond",
            "2e Exloërmond",
            "2e Valthermond",
            "'s Gravenmoer",
            "'s-Gravenhage",
            "Stad aan 't Haringvliet",
            "St.-Annaparochie",
            "St. Willebrord",
            "Westerhaar-Vriezenveensewijk",
            "Ohé en Laak",
            "Broeksterwâld",
            "Húns",
            "Sibrandahûs",
            "Babyloniënbroek",
            "Bergen (NH)",
            "Alteveer gem Hoogeveen",
            "Ee",
            "2E EXLOËRMOND",
            "2de Exloërmond",
            "2e-Exloërmond",
            "Exloërmond 2e",
        ] {
            assert_eq!(PlaceName::parse_dutch(name).map(|n| n.to_string()), Ok(name.to_owned()));
        }
        for (typed, found) in [
            ("Annen 41", '4'),
            ("9468 BG Annen", '9'),
            ("2Annen", '2'),
            ("123e Annen", '1'),
            ("Annen ٤١", '٤'),
            ("Annen ½", '½'),
            ("Annen!", '!'),
            ("Annen & Eext", '&'),
            ("\"Annen\"", '"'),
            ("«Annen»", '«'),
            ("Annen…", '…'),
        ] {
            assert_eq!(PlaceName::parse_dutch(typed), Err(ValueError::Character { found }), "{typed}");
        }
        assert_eq!(PlaceName::parse_dutch("2e"), Err(ValueError::NoLetter));
        assert_eq!(PlaceName::parse_dutch(" "), Err(ValueError::Required));
    }

    #[test]
    fn elsewhere_a_place_is_any_name() {
        for name in [
            "Paris 1er",
            "Praha 1",
            "Dublin 2",
            "København K",
            "Frankfurt (Oder)",
            "Washington, D.C.",
            "Westward Ho!",
            "Saint-Louis-du-Ha! Ha!",
            "100 Mile House",
            "6 أكتوبر",
            "東京都",
            "L'Hospitalet de Llobregat",
            "25 de Mayo",
            "Thành phố Hồ Chí Minh",
            "Al-'Ayn",
            "Ōsaka-shi",
            "Кам'янське",
            "Biel/Bienne",
            "Washington، دي سي",
            "Y",
        ] {
            assert_eq!(PlaceName::parse(name).map(|n| n.to_string()), Ok(name.to_owned()));
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        assert_eq!(PlaceName::parse_dutch("Annen 2"), Err(ValueError::Character { found: '2' }));
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
