//! Telephone numbers.

use super::ContactError;
use crate::values::ValueError;
use crate::values::text::{as_text, clean, squeeze, without_label};
use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Country calling code of the Netherlands.
const DUTCH: i32 = 31;
/// Most digits of an international number, country code included (ITU-T E.164 clause 6).
const MAX_DIGITS: usize = 15;
/// What people type between digits.
const SEPARATORS: [char; 6] = ['-', '(', ')', '.', '/', '·'];
/// What stands for the word "telephone" on cards and pages.
const SIGNS: [char; 6] = ['☎', '☏', '✆', '📞', '📱', '📲'];
/// What a telephone number is called, also as a scheme (RFC 3966).
const NAMES: [&str; 20] = [
    "tel",
    "telefoon",
    "telephone",
    "phone",
    "mobiel",
    "mobile",
    "mob",
    "gsm",
    "sms",
    "whatsapp",
    "callto",
    "t",
    "m",
    "thuis",
    "werk",
    "privé",
    "prive",
    "home",
    "work",
    "nummer",
];

/// Kinds of number a person can have.
const KINDS: [PhoneNumberType; 7] = [
    PhoneNumberType::FixedLine,
    PhoneNumberType::Mobile,
    PhoneNumberType::VoIP,
    PhoneNumberType::PersonalNumber,
    PhoneNumberType::TollFree,
    PhoneNumberType::SharedCost,
    PhoneNumberType::UAN,
];

/// A telephone number, kept in the form of ITU-T E.164 (`+31880128295`).
///
/// Shown the national way when it is Dutch (`088 012 8295`) and the international way when it is not
/// (`+49 30 123456`). A number is accepted when its length is one its country uses, whether or not the
/// numbering plan known to the library has given it out: plans change and a clerk must not wait for an
/// update. `(088) 012 82 95` of the manual is such a number. Municipalities have 14 and their area code, dialled
/// without a 0 in front (`14 0592`). `Debug` shows the last two digits only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone {
    e164: String,
    shown: String,
    dutch: bool,
    mobile: bool,
}

impl Phone {
    /// Reads a number in national form (taken as Dutch) or with `+` or `00` and a country code; spaces,
    /// hyphens, dots, slashes, brackets and a word in front that says what it is (`tel:`) are ignored.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else [`ContactError::PhoneCharacters`], `PhoneForm`, `PhoneLength` or
    /// `PhoneLengthAbroad`.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = clean(text);
        let text = text.trim_start().trim_start_matches(SIGNS);
        let text = squeeze(without_label(text, &NAMES)).replace(SEPARATORS, "");
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        let digits = text.strip_prefix('+').unwrap_or(&text);
        if let Some(found) = digits.chars().find(|c| !c.is_ascii_digit()) {
            return Err(ContactError::PhoneCharacters { found }.into());
        }
        if digits.len() < 3 || digits.len() > MAX_DIGITS + 3 {
            return Err(ContactError::PhoneForm.into());
        }
        let phone = Self::read(&text)?;
        // The library drops prefixes and zeros that no plan has room for: `+91 0000000000` would be kept as a number
        // that it does not read as the same one again. What was just read needs no second look.
        let lasting = [&phone.e164, &phone.shown]
            .into_iter()
            .filter(|kept| **kept != text)
            .all(|kept| Self::read(kept).is_ok_and(|again| again == phone));
        if lasting { Ok(phone) } else { Err(ContactError::PhoneForm.into()) }
    }

    fn read(text: &str) -> Result<Self, ValueError> {
        let number = PHONE_NUMBER_UTIL.parse(text, Some(Region::NL)).map_err(|_| ContactError::PhoneForm)?;
        let code = number.country_code;
        let national = number.get_national_significant_number();
        let dutch = code == DUTCH;
        // Behind the 0 of an area code there is no other one, however long it is.
        if dutch && national.starts_with('0') {
            return Err(ContactError::PhoneForm.into());
        }
        let possible = match dutch {
            // Area codes do not come and go: of these numbers the library knows all.
            true if national.starts_with("14") && national.len() < 9 => number.is_valid(),
            true => possible_in_nl(&national),
            false => possible_abroad(&number),
        };
        if !possible || code.to_string().len() + national.len() > MAX_DIGITS {
            let found = national.len();
            return Err(match dutch {
                true => ContactError::PhoneLength { found },
                false => ContactError::PhoneLengthAbroad { code, found },
            }
            .into());
        }
        Ok(Self {
            e164: format!("+{code}{national}"),
            shown: show(&number, &national, dutch),
            dutch,
            mobile: if dutch { mobile_in_nl(&national) } else { maybe_mobile(&number) },
        })
    }

    /// In the form of ITU-T E.164: `+31612345678`.
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// Whether it is in the Dutch numbering plan.
    pub fn is_dutch(&self) -> bool {
        self.dutch
    }

    /// Whether it begins as Dutch mobile numbers do, also in a range that telephones have not.
    pub(super) fn begins_as_mobile(&self) -> bool {
        self.e164.starts_with("+316")
    }

    /// Whether a text message can be sent to it: a Dutch 06 number, or a foreign one that is not known to
    /// be of another kind.
    pub fn is_mobile(&self) -> bool {
        self.mobile
    }
}

/// Dutch lengths (Nummerplan telefoon- en ISDN-diensten): nine digits without the 0, except 0800 and 090x
/// (seven or more), 084 to 088 nine, and 097 for machines (eleven).
fn possible_in_nl(national: &str) -> bool {
    match national.as_bytes() {
        [b'8', b'0', b'0', ..] | [b'9', b'0', ..] => (7..=10).contains(&national.len()),
        [b'9', b'7', ..] => [9, 11].contains(&national.len()),
        _ => national.len() == 9,
    }
}

/// Mobile telephony is 061 to 065, 068 and 069; 066 is paging and 067 internet access (Nummerplan
/// telefoon- en ISDN-diensten), 060 is not given out.
fn mobile_in_nl(national: &str) -> bool {
    matches!(national.as_bytes(), [b'6', second, ..] if !matches!(second, b'0' | b'6' | b'7'))
        && national.len() == 9
}

/// The country has numbers of this length that a person can have.
fn possible_abroad(number: &PhoneNumber) -> bool {
    KINDS.iter().any(|kind| {
        let judged = PHONE_NUMBER_UTIL.is_possible_number_for_type_with_reason(number, *kind);
        judged == Ok(NumberLengthType::IsPossible)
    })
}

fn maybe_mobile(number: &PhoneNumber) -> bool {
    use PhoneNumberType::{FixedLineOrMobile, Mobile, PersonalNumber, Unknown};
    matches!(number.get_type(), Mobile | FixedLineOrMobile | PersonalNumber | Unknown)
}

/// A Dutch number keeps its 0 also where the library knows no way of grouping it.
fn show(number: &PhoneNumber, national: &str, dutch: bool) -> String {
    if !dutch {
        return number.format_as(PhoneNumberFormat::International).into_owned();
    }
    let shown = number.format_as(PhoneNumberFormat::National);
    if shown == national { format!("0{shown}") } else { shown.into_owned() }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.e164.get(self.e164.len().saturating_sub(2)..).unwrap_or_default();
        write!(f, "Phone(•••{end})")
    }
}

as_text!(Phone, |phone: &Phone| phone.e164.clone());

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stored_as_e164_and_shown_as_people_write_it() {
        for (typed, e164, shown, mobile) in [
            ("(088) 012 82 95", "+31880128295", "088 012 8295", false),
            ("0592-271 234", "+31592271234", "0592 271 234", false),
            ("0592271234", "+31592271234", "0592 271 234", false),
            ("06 12345678", "+31612345678", "06 12345678", true),
            ("06-12 34 56 78", "+31612345678", "06 12345678", true),
            ("+31 6 12345678", "+31612345678", "06 12345678", true),
            ("+31 (0)6 12345678", "+31612345678", "06 12345678", true),
            ("0031612345678", "+31612345678", "06 12345678", true),
            ("0800-1234", "+318001234", "0800 1234", false),
            ("14 0592", "+31140592", "14 0592", false),
            ("140592", "+31140592", "14 0592", false),
            ("14-020", "+3114020", "14 020", false),
            ("+31 14 0592", "+31140592", "14 0592", false),
            ("tel:+31612345678", "+31612345678", "06 12345678", true),
            ("Tel. (0592) 271 234", "+31592271234", "0592 271 234", false),
            ("mobiel: 06 12345678", "+31612345678", "06 12345678", true),
            ("T 0592-271234", "+31592271234", "0592 271 234", false),
            ("Telefoonnummer: 0592 271234", "+31592271234", "0592 271 234", false),
            ("Telnr. 0592/27.12.34", "+31592271234", "0592 271 234", false),
            ("☎\u{FE0F} 0592 271 234", "+31592271234", "0592 271 234", false),
            ("📱 +31 6 12345678", "+31612345678", "06 12345678", true),
            ("Privé: 06·12·34·56·78", "+31612345678", "06 12345678", true),
            ("31612345678", "+31612345678", "06 12345678", true),
            ("+31 (0)592 271234", "+31592271234", "0592 271 234", false),
            ("0031 14 0592", "+31140592", "14 0592", false),
            ("14 070", "+3114070", "14 070", false),
            ("14-0172", "+31140172", "14 0172", false),
            ("\u{202D}+31 6 12345678\u{202C}", "+31612345678", "06 12345678", true),
            ("06\u{200B}12\u{AD}34\u{FEFF}56\u{2011}78", "+31612345678", "06 12345678", true),
            ("+1\u{FE0D}-202-555-0123", "+12025550123", "+1 202-555-0123", true),
            ("０６－１２３４５６７８", "+31612345678", "06 12345678", true),
            ("+49 30 123456", "+4930123456", "+49 30 123456", false),
            ("0049 151 23456789", "+4915123456789", "+49 1512 3456789", true),
            ("+32 470 12 34 56", "+32470123456", "+32 470 12 34 56", true),
            ("+44 20 7946 0958", "+442079460958", "+44 20 7946 0958", false),
            ("+33 (0)6 12 34 56 78", "+33612345678", "+33 6 12 34 56 78", true),
            ("+39 06 1234 5678", "+390612345678", "+39 06 1234 5678", false),
            ("+597 8123456", "+5978123456", "+597 812-3456", true),
            ("+5999 461 1111", "+59994611111", "+599 9 461 1111", false),
        ] {
            let phone = Phone::parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
            assert_eq!((phone.e164(), &*phone.to_string()), (e164, shown), "{typed}");
            assert_eq!((phone.is_mobile(), phone.is_dutch()), (mobile, e164.starts_with("+31")), "{typed}");
        }
    }

    #[test]
    fn numbers_not_given_out_are_accepted_when_they_could_be() {
        for typed in [
            "069 1234567",
            "0311 000 000",
            "0123456789",
            "+49 172 1547608",
            "+49 157 74284590",
            "+44 7976 399087",
        ] {
            assert!(Phone::parse(typed).is_ok(), "{typed}");
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("0592 27123", ContactError::PhoneLength { found: 8 }),
            ("06 123456789", ContactError::PhoneLength { found: 10 }),
            ("112", ContactError::PhoneLength { found: 3 }),
            ("12", ContactError::PhoneForm),
            // No area code, half a one, and a subscriber's number behind it.
            ("14 0212", ContactError::PhoneLength { found: 6 }),
            ("14 059", ContactError::PhoneLength { found: 5 }),
            ("14 0592 12", ContactError::PhoneLength { found: 8 }),
            ("tel:+31592271234;ext=2", ContactError::PhoneCharacters { found: ';' }),
            ("+999 123456789", ContactError::PhoneForm),
            ("1234567890123456789", ContactError::PhoneForm),
            ("+910000000000", ContactError::PhoneForm),
            ("+1000000000001", ContactError::PhoneLengthAbroad { code: 1, found: 11 }),
            ("+1 202555012", ContactError::PhoneLengthAbroad { code: 1, found: 9 }),
            ("+44 20 7946", ContactError::PhoneLengthAbroad { code: 44, found: 6 }),
            ("0000000000", ContactError::PhoneForm),
            ("00592 271234", ContactError::PhoneLengthAbroad { code: 592, found: 6 }),
            // No kind of number that a person has is so long there.
            ("+46 7412345678", ContactError::PhoneLengthAbroad { code: 46, found: 10 }),
            ("0592 271 234 toestel 2", ContactError::PhoneCharacters { found: 't' }),
            ("06+12345678", ContactError::PhoneCharacters { found: '+' }),
            ("+32 475 qsdfqs", ContactError::PhoneCharacters { found: 'q' }),
            ("٠٦١٢٣٤٥٦٧٨", ContactError::PhoneCharacters { found: '٠' }),
        ] {
            assert_eq!(Phone::parse(typed), Err(error.into()), "{typed}");
        }
        for blank in [" - ", "\u{200B}", "tel:"] {
            assert_eq!(Phone::parse(blank), Err(ValueError::Required), "{blank}");
        }
    }

    #[test]
    fn debug_shows_no_number() {
        assert_eq!(format!("{:?}", Phone::parse("0612345678").unwrap()), "Phone(•••78)");
    }

    proptest! {
        #[test]
        fn every_dutch_number_reads_back(national in "[1-79][0-9]{8}|8[1-9][0-9]{7}") {
            prop_assume!(!national.starts_with("97"));
            let phone = Phone::parse(&format!("0{national}")).unwrap();
            prop_assert_eq!(phone.e164(), format!("+31{national}"));
            prop_assert_eq!(Phone::parse(&phone.to_string()), Ok(phone.clone()));
            prop_assert_eq!(Phone::parse(phone.e164()), Ok(phone));
        }

        #[test]
        fn whatever_is_accepted_reads_back(text in "(\\+|00|0)?[0-9]{2,16}") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(phone.e164()), Ok(phone.clone()), "{}", phone.e164());
                prop_assert_eq!(Phone::parse(&phone.to_string()), Ok(phone.clone()), "{}", phone);
            }
        }

        #[test]
        fn parsing_never_panics(text in any::<String>()) {
            let _ = Phone::parse(&text);
        }
    }
}
