//! House numbers with their additions.

use super::AddressError;
use crate::values::ValueError;
use crate::values::text::{as_text, masked_debug, tidy, without_label};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Most characters of an addition.
const MAX_ADDITION: usize = 6;
/// What a house number is called.
const NAMES: [&str; 4] = ["nr", "nummer", "huisnummer", "huis"];

/// A number from 1 to 99 999 with an addition of up to six characters (the sizes of huisnummer,
/// huisletter and toevoeging together in the Dutch register of addresses, BAG). Of a houseboat or caravan
/// without a number of its own it is that of a house by it or across from it (the register of persons, BRP,
/// "aanduiding bij huisnummer": `by` and `to`).
///
/// One spelling: a single letter is attached (`41a`), what begins with a digit follows a hyphen (`41-2`),
/// a longer word follows a space (`41 bis`); where it stands comes first (`bij 41`, `t/o 41`). The letters
/// keep the case they were typed in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HouseNumber {
    beside: Option<Beside>,
    number: u32,
    addition: String,
}

/// Where a houseboat or caravan lies from the house of the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Beside {
    By,
    Across,
}

impl Beside {
    /// As it is written in front of the number.
    fn word(self) -> &'static str {
        match self {
            Self::By => "bij",
            Self::Across => "t/o",
        }
    }

    /// Takes it, as people and the register write it, from in front of a number.
    fn take(text: &str) -> (Option<Self>, &str) {
        let words = [
            ("tegenover ", Self::Across),
            ("t/o ", Self::Across),
            ("t.o. ", Self::Across),
            ("to ", Self::Across),
            ("bij ", Self::By),
            ("by ", Self::By),
        ];
        let begins =
            |word: &str| text.get(..word.len()).is_some_and(|front| front.eq_ignore_ascii_case(word));
        match words.into_iter().find(|(word, _)| begins(word)) {
            Some((word, beside)) => (Some(beside), &text[word.len()..]),
            None => (None, text),
        }
    }
}

impl HouseNumber {
    /// Reads a number and what follows it; hyphens, slashes and spaces between the two do not matter, nor the word for
    /// a number in front and a comma or full stop behind.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else [`AddressError::HouseNumberForm`] or
    /// [`AddressError::HouseNumberAddition`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = tidy(text);
        let text = without_label(&text, &NAMES).trim_end_matches(['.', ',', ' ']);
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        let (beside, text) = Beside::take(text);
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, rest) = text.split_at(end);
        let number = number
            .parse::<u32>()
            .ok()
            .filter(|number| (1..=99_999).contains(number))
            .ok_or(AddressError::HouseNumberForm)?;
        let separators = [' ', '-', '/'];
        let addition = rest.trim_matches(separators);
        let fits = addition.len() <= MAX_ADDITION
            && addition.chars().all(|c| c.is_ascii_alphanumeric() || separators.contains(&c))
            && (!addition.is_empty() || rest.is_empty());
        if !fits {
            return Err(AddressError::HouseNumberAddition.into());
        }
        Ok(Self { beside, number, addition: addition.to_owned() })
    }

    /// The number, 1 to 99 999.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The addition, when there is one: `a`, `2`, `bis`.
    pub fn addition(&self) -> Option<&str> {
        (!self.addition.is_empty()).then_some(&self.addition)
    }
}

impl fmt::Display for HouseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = match self.addition.as_bytes() {
            [] => "",
            [first, ..] if first.is_ascii_digit() => "-",
            [_] => "",
            _ => " ",
        };
        if let Some(beside) = self.beside {
            write!(f, "{} ", beside.word())?;
        }
        write!(f, "{}{between}{}", self.number, self.addition)
    }
}

as_text!(HouseNumber);
masked_debug!(HouseNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling() {
        for (typed, shown) in [
            ("41", "41"),
            ("041", "41"),
            ("41a", "41a"),
            ("41 A", "41A"),
            ("41-a", "41a"),
            ("41-2", "41-2"),
            ("41/2", "41-2"),
            ("41 2", "41-2"),
            ("41 bis", "41 bis"),
            ("41bis", "41 bis"),
            ("12 a-3", "12 a-3"),
            ("99999 hs", "99999 hs"),
            // Garages, chalets and apartments of the register.
            ("44-bis", "44 bis"),
            ("1-TRAF", "1 TRAF"),
            ("19p-8", "19 p-8"),
            ("44d-G", "44 d-G"),
            ("3-0072", "3-0072"),
            ("450-482", "450-482"),
            ("t/o 3", "t/o 3"),
            ("to 3", "t/o 3"),
            ("Tegenover 3a", "t/o 3a"),
            ("by 15201", "bij 15201"),
            ("bij 12-2", "bij 12-2"),
            ("nr. 41", "41"),
            ("Huisnr.: 41 a", "41a"),
            ("41,", "41"),
            ("４１ａ", "41a"),
            ("41\u{2013}43", "41-43"),
        ] {
            assert_eq!(HouseNumber::parse(typed).map(|n| n.to_string()), Ok(shown.to_owned()), "{typed}");
        }
        let number = HouseNumber::parse("41 bis").unwrap();
        assert_eq!((number.number(), number.addition()), (41, Some("bis")));
        assert_eq!(HouseNumber::parse("7").unwrap().addition(), None);
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("0", AddressError::HouseNumberForm),
            ("a41", AddressError::HouseNumberForm),
            ("bij", AddressError::HouseNumberForm),
            ("t/o a", AddressError::HouseNumberForm),
            ("to3", AddressError::HouseNumberForm),
            ("bij bij 3", AddressError::HouseNumberForm),
            ("-41", AddressError::HouseNumberForm),
            ("100000", AddressError::HouseNumberForm),
            ("99999999999999999999", AddressError::HouseNumberForm),
            ("41 benedenverdieping", AddressError::HouseNumberAddition),
            ("41 é", AddressError::HouseNumberAddition),
            ("41-", AddressError::HouseNumberAddition),
            ("nr", AddressError::HouseNumberForm),
            ("41½", AddressError::HouseNumberAddition),
            ("٤١", AddressError::HouseNumberForm),
        ] {
            assert_eq!(HouseNumber::parse(typed), Err(error.into()), "{typed}");
        }
        assert_eq!(HouseNumber::parse(""), Err(ValueError::Required));
    }

    proptest! {
        #[test]
        fn shown_reads_back(text in "(t/o |bij )?[1-9][0-9]{0,4}([ /-]?[a-zA-Z0-9][a-zA-Z0-9 /-]{0,5})?") {
            if let Ok(number) = HouseNumber::parse(&text) {
                prop_assert_eq!(HouseNumber::parse(&number.to_string()), Ok(number));
            }
        }

        #[test]
        fn parsing_never_panics(text in any::<String>(), like in "[0-9]{1,6}\\PC{0,8}") {
            let _ = HouseNumber::parse(&text);
            let _ = HouseNumber::parse(&like);
        }
    }
}
