//! International bank account numbers.

use super::{AccountError, iban_length, mod97};
use crate::values::ValueError;
use crate::values::text::as_text;
use ::iban::{IbanLike, ParseIbanError};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The European Economic Area: the European Union, Iceland, Liechtenstein and Norway.
const EEA: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT",
    "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// An IBAN (ISO 13616-1:2020) that has the length and structure of its country and passes mod 97.
///
/// `Display` is the printed form in groups of four; stored and sent as the electronic form. `Debug` is
/// masked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(::iban::Iban);

impl Iban {
    /// Reads what was typed or pasted; spaces and dots are ignored, letters of either case will do.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else an [`AccountError`]: `IbanCharacters`, `IbanForm` (no
    /// country and check digits in front), `IbanCountry`, `IbanLength`, `IbanCheckDigits` or
    /// `IbanStructure`; the first that holds in this order.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '.')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        if let Some(found) = text.chars().find(|c| !c.is_ascii_alphanumeric()) {
            return Err(AccountError::IbanCharacters { found }.into());
        }
        let bytes = text.as_bytes();
        if !bytes.iter().take(2).all(u8::is_ascii_uppercase) || text.len() < 2 {
            return Err(AccountError::IbanForm.into());
        }
        let country = &text[..2];
        let Some(expected) = iban_length::of(country) else {
            return Err(AccountError::IbanCountry { country: country.to_owned() }.into());
        };
        if !bytes.iter().skip(2).take(2).all(u8::is_ascii_digit) {
            return Err(AccountError::IbanForm.into());
        }
        if text.len() != expected {
            return Err(AccountError::IbanLength {
                country: country.to_owned(),
                found: text.len(),
                expected,
            }
            .into());
        }
        text.parse().map(Self).map_err(|error| match error {
            // Whatever the library has against it, a right remainder means the digits were copied well.
            ParseIbanError::InvalidBaseIban { .. } if !checks(&text) => AccountError::IbanCheckDigits.into(),
            ParseIbanError::UnknownCountry(_) => {
                AccountError::IbanCountry { country: country.to_owned() }.into()
            }
            _ => AccountError::IbanStructure { country: country.to_owned() }.into(),
        })
    }

    /// Without spaces, as stored and sent: `NL91ABNA0417164300`.
    pub fn electronic(&self) -> &str {
        self.0.electronic_str()
    }

    /// In groups of four, as printed: `NL91 ABNA 0417 1643 00`.
    pub fn printed(&self) -> String {
        groups_of_four(self.electronic().chars())
    }

    /// Only the country and the last four characters: `NL•• •••• •••• ••43 00`.
    pub fn masked(&self) -> String {
        let length = self.electronic().len();
        let shown = |place: usize| place < 2 || place + 4 >= length;
        groups_of_four(
            self.electronic().chars().enumerate().map(|(place, c)| if shown(place) { c } else { '•' }),
        )
    }

    /// The country code in front (ISO 3166-1 alpha-2, and XK).
    pub fn country(&self) -> &str {
        self.0.country_code()
    }

    /// A Dutch account: no BIC is needed.
    pub fn is_dutch(&self) -> bool {
        self.country() == "NL"
    }

    /// An account in the European Economic Area (EU, Iceland, Liechtenstein, Norway): a BIC may be left
    /// out (Regulation (EU) 260/2012 article 5(7)).
    pub fn in_eea(&self) -> bool {
        EEA.contains(&self.country())
    }
}

/// Check digits 02 to 98 that leave a remainder of 1 (ISO 13616-1:2020 clause 7).
fn checks(electronic: &str) -> bool {
    let (front, bban) = electronic.split_at(electronic.len().min(4));
    mod97::remainder(bban.chars().chain(front.chars())) == 1
        && !front.ends_with("00")
        && !front.ends_with("01")
}

fn groups_of_four(chars: impl Iterator<Item = char>) -> String {
    let mut grouped = String::new();
    for (place, c) in chars.enumerate() {
        if place > 0 && place % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(c);
    }
    grouped
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed())
    }
}

impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban({})", self.masked())
    }
}

as_text!(Iban, |iban: &Iban| iban.electronic().to_owned());

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refusal(text: &str) -> ValueError {
        Iban::parse(text).unwrap_err()
    }

    #[test]
    fn reads_every_usual_spelling() {
        let iban = Iban::parse("NL91ABNA0417164300").unwrap();
        for text in ["nl91 abna 0417 1643 00", " NL91.ABNA.0417.1643.00 ", "NL91\u{a0}ABNA0417164300"] {
            assert_eq!(Iban::parse(text), Ok(iban), "{text}");
        }
        assert_eq!(iban.printed(), "NL91 ABNA 0417 1643 00");
        assert_eq!(iban.masked(), "NL•• •••• •••• ••43 00");
        assert_eq!((iban.country(), iban.is_dutch(), iban.in_eea()), ("NL", true, true));
    }

    #[test]
    fn knows_the_european_economic_area() {
        for (text, eea) in [
            ("DE44500105175407324931", true),
            ("NO9386011117947", true),
            ("IS140159260076545510730339", true),
            ("LI21088100002324013AA", true),
            ("GB29NWBK60161331926819", false),
            ("CH9300762011623852957", false),
            ("SM86U0322509800000000270100", false),
            ("TR330006100519786457841326", false),
        ] {
            let iban = Iban::parse(text).unwrap();
            assert_eq!((iban.in_eea(), iban.is_dutch()), (eea, false), "{text}");
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        let country = |code: &str| code.to_owned();
        for (text, error) in [
            (
                "NL91ABNA041716430",
                AccountError::IbanLength { country: country("NL"), found: 17, expected: 18 },
            ),
            (
                "NL91ABNA04171643000",
                AccountError::IbanLength { country: country("NL"), found: 19, expected: 18 },
            ),
            ("NL", AccountError::IbanLength { country: country("NL"), found: 2, expected: 18 }),
            ("US91ABNA0417164300", AccountError::IbanCountry { country: country("US") }),
            ("NL92ABNA0417164300", AccountError::IbanCheckDigits),
            ("NL91ABNA0417164301", AccountError::IbanCheckDigits),
            ("NL91ABNA04171643O0", AccountError::IbanCheckDigits),
            ("NL91ABNA-0417164300", AccountError::IbanCharacters { found: '-' }),
            ("NL91ÄBNA0417164300", AccountError::IbanCharacters { found: 'Ä' }),
            ("417164300", AccountError::IbanForm),
            ("NLA1ABNA0417164300", AccountError::IbanForm),
            ("N", AccountError::IbanForm),
        ] {
            assert_eq!(refusal(text), error.into(), "{text}");
        }
        assert_eq!(refusal(" . "), ValueError::Required);
    }

    #[test]
    fn right_check_digits_on_the_wrong_structure_are_named_so() {
        let bban = "12340417164300";
        let check = mod97::check_digits(format!("{bban}NL").chars());
        let error = AccountError::IbanStructure { country: "NL".to_owned() };
        assert_eq!(refusal(&format!("NL{check:02}{bban}")), error.into());
    }

    #[test]
    fn debug_shows_no_account() {
        let shown = format!("{:?}", Iban::parse("NL91ABNA0417164300").unwrap());
        assert!(!shown.contains("ABNA") && !shown.contains("0417"), "{shown}");
    }

    fn dutch() -> impl Strategy<Value = Iban> {
        ("[A-Z]{4}", 0u64..10_000_000_000).prop_map(|(bank, account)| {
            let bban = format!("{bank}{account:010}");
            let check = mod97::check_digits(format!("{bban}NL").chars());
            Iban::parse(&format!("NL{check:02}{bban}")).unwrap()
        })
    }

    proptest! {
        #[test]
        fn shown_reads_back(iban in dutch()) {
            prop_assert_eq!(Iban::parse(&iban.to_string()), Ok(iban));
            prop_assert_eq!(Iban::parse(iban.electronic()), Ok(iban));
            let stored = serde_json::to_string(&iban).unwrap();
            prop_assert_eq!(serde_json::from_str::<Iban>(&stored).unwrap(), iban);
        }

        #[test]
        fn every_single_wrong_character_is_refused(
            iban in dutch(), place in 0usize..18, wrong in "[A-Z0-9]"
        ) {
            let mut text = iban.electronic().to_owned();
            prop_assume!(text[place..=place] != wrong);
            text.replace_range(place..=place, &wrong);
            prop_assert!(Iban::parse(&text).is_err());
        }

        #[test]
        fn every_swap_of_neighbours_is_refused(iban in dutch()) {
            for place in 0..17 {
                let mut bytes = iban.electronic().as_bytes().to_vec();
                bytes.swap(place, place + 1);
                let same = bytes[place] == bytes[place + 1];
                let read = Iban::parse(std::str::from_utf8(&bytes).unwrap());
                prop_assert_eq!(read.is_ok(), same, "place {}", place);
            }
        }

        #[test]
        fn parsing_never_panics(text in any::<String>()) {
            let _ = Iban::parse(&text);
        }

        #[test]
        fn parsing_what_resembles_an_iban_never_panics(text in "[A-Z]{0,2}[0-9]{0,2}[A-Za-z0-9 .€]{0,40}") {
            let _ = Iban::parse(&text);
        }
    }
}
