//! International bank account numbers.

use super::{AccountError, iban_length, mod97};
use crate::values::ValueError;
use crate::values::text::as_text;
use ::iban::{IbanLike, ParseIbanError};
use balie_typed::bare_iban;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An IBAN (ISO 13616-1:2020) that has the length and structure of its country and passes mod 97.
///
/// `Display` is the printed form in groups of four; stored and sent as the electronic form. `Debug` is
/// masked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(::iban::Iban);

impl Iban {
    /// Reads what was typed or pasted; spaces, dots and a word in front that says what it is are ignored, letters of
    /// either case will do.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else an [`AccountError`]: `IbanCharacters`, `IbanForm` (no
    /// country and check digits in front), `IbanCountry`, `IbanLength`, `IbanCheckRange`, `IbanCheckDigits` or
    /// `IbanStructure`; the first that holds in this order. `OutsideSepa` for a country of which only that is known.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let bare = bare_iban(text);
        let text = bare.as_str();
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
            let country = country.to_owned();
            return Err(match iban_length::is_known_elsewhere(&country) {
                true => AccountError::OutsideSepa { country }.into(),
                false => AccountError::IbanCountry { country }.into(),
            });
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
        if !text.get(2..4).is_some_and(|check| ("02"..="98").contains(&check)) {
            return Err(AccountError::IbanCheckRange.into());
        }
        text.parse().map(Self).map_err(|error| match error {
            // Whatever the library has against it, a right remainder means the digits were copied well.
            ParseIbanError::InvalidBaseIban { .. } if !checks(text) => AccountError::IbanCheckDigits.into(),
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
}

/// Check digits that leave a remainder of 1 (ISO 13616-1:2020 clause 7).
fn checks(electronic: &str) -> bool {
    let (front, bban) = electronic.split_at(electronic.len().min(4));
    mod97::remainder(bban.chars().chain(front.chars())) == 1
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
        for text in [
            "nl91 abna 0417 1643 00",
            " NL91.ABNA.0417.1643.00 ",
            "NL91\u{a0}ABNA0417164300",
            "IBAN NL91 ABNA 0417 1643 00",
            "iban: nl91 abna 0417 1643 00",
            "IBAN-nummer: NL91ABNA0417164300",
            "IBANNL91ABNA0417164300",
            "Bankrekeningnummer: NL91 ABNA 0417 1643 00",
            "Rek.nr. NL91 ABNA 0417 1643 00",
            "\u{FEFF}IBAN\u{a0}NL91\u{200B}ABNA\u{202F}0417\u{AD}164300\u{202C}",
            "ＮＬ９１ＡＢＮＡ０４１７１６４３００",
        ] {
            assert_eq!(Iban::parse(text), Ok(iban), "{text}");
        }
        assert_eq!(iban.printed(), "NL91 ABNA 0417 1643 00");
        assert_eq!(iban.masked(), "NL•• •••• •••• ••43 00");
        assert_eq!((iban.country(), iban.is_dutch()), ("NL", true));
        assert!(!Iban::parse("DE44500105175407324931").unwrap().is_dutch());
        let norwegian = Iban::parse("IBAN NO 93 8601 1117 947").unwrap();
        assert_eq!(norwegian.electronic(), "NO9386011117947");
    }

    #[test]
    fn check_digits_run_from_02_to_98() {
        // Their remainder is right: 97 less or more than the digits that the account has.
        for text in [
            "NL99 INGB 0000 0000 81",
            "EE01 2200 2211 1109 9080",
            "MD99 6JK2 4D0R FGDJ JPJQ HKWN",
            "GB00HLFX11016111455365",
        ] {
            assert_eq!(refusal(text), AccountError::IbanCheckRange.into(), "{text}");
        }
        for text in ["NL02 INGB 0000 0000 81", "MD02 6JK2 4D0R FGDJ JPJQ HKWN", "EE98 2200 2211 1109 9080"] {
            assert!(Iban::parse(text).is_ok(), "{text}");
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
            ("GB94 BARC 2020 1530 0934 59", AccountError::IbanCheckDigits),
            ("GB2L ABBY 0901 2857 2017 07", AccountError::IbanForm),
            ("GB01 BARC 2071 4583 6083 87", AccountError::IbanCheckRange),
            ("US64 SVBK US6S 3300 9588 79", AccountError::IbanCountry { country: country("US") }),
            ("FR76", AccountError::IbanLength { country: country("FR"), found: 4, expected: 27 }),
            (
                "AT32 0100 0000 0173 363",
                AccountError::IbanLength { country: country("AT"), found: 19, expected: 20 },
            ),
        ] {
            assert_eq!(refusal(text), error.into(), "{text}");
        }
        for blank in [" . ", "IBAN", "iban: ", "\u{200B}"] {
            assert_eq!(refusal(blank), ValueError::Required, "{blank}");
        }
        // Of these accounts only is known that they are outside the scope of SEPA.
        for country in ["HN", "MA", "DZ", "IR", "PK"] {
            let outside = AccountError::OutsideSepa { country: country.to_owned() };
            assert_eq!(refusal(&format!("{country}54 PISA 0000 0000 0000 0012 3124")), outside.into());
        }
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
