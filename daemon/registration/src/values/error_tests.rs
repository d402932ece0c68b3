//! Every refusal explains itself: to a program by a stable code, to people in two languages.

use super::*;
use crate::explain::{Explain, Lang};
use std::collections::HashSet;

fn all() -> Vec<ValueError> {
    let country = || "DE".to_owned();
    let mut errors = vec![
        ValueError::Required,
        ValueError::Character { found: '\u{202E}' },
        ValueError::NoLetter,
        ValueError::InitialsName,
        ValueError::InitialsNone,
        ValueError::PrefixShort,
        ValueError::TooShort { min: 3, found: 2 },
        ValueError::TooLong { max: 60, found: 61 },
        ValueError::PatronNumber,
        ValueError::CountryForm,
        ValueError::HomePassForm,
        ValueError::MoneyForm,
        ValueError::MoneyRange,
    ];
    errors.extend(
        [
            PassError::Branch,
            PassError::Characters { found: 'x' },
            PassError::Length { found: 13 },
            PassError::Prefix { found: '1' },
            PassError::CheckDigit,
            PassError::IsBook,
            PassError::Serial,
            PassError::Identifier { found: "C".to_owned() },
        ]
        .map(ValueError::from),
    );
    errors.extend(
        [
            AccountError::IbanCharacters { found: '-' },
            AccountError::IbanForm,
            AccountError::IbanCountry { country: country() },
            AccountError::IbanLength { country: country(), found: 21, expected: 22 },
            AccountError::IbanCheckDigits,
            AccountError::IbanCheckRange,
            AccountError::OutsideSepa { country: country() },
            AccountError::BicTest,
            AccountError::IbanStructure { country: country() },
            AccountError::BicForm,
            AccountError::BicLength { found: 9 },
            AccountError::BicOnlyForeign,
            AccountError::BicRequired { country: country() },
            AccountError::BicCountry { iban: country(), bic: "FR".to_owned() },
            AccountError::CreditorForm,
            AccountError::CreditorLength { found: 18, expected: 19 },
            AccountError::CreditorCheckDigits,
            AccountError::MandateForm,
            AccountError::MandateIncomplete { found: 9, expected: 18 },
            AccountError::MandateCheckDigits,
            AccountError::MandateRange,
        ]
        .map(ValueError::from),
    );
    errors.extend(
        [
            AddressError::PostcodeForm,
            AddressError::PostcodeZero,
            AddressError::PostcodeLetters { letters: "SS".to_owned() },
            AddressError::ForeignPostcode {
                dutch: "Duitsland".to_owned(),
                english: "Germany".to_owned(),
                example: "26133".to_owned(),
            },
            AddressError::HouseNumberForm,
            AddressError::HouseNumberAddition,
        ]
        .map(ValueError::from),
    );
    errors.extend(
        [
            DateError::Form,
            DateError::NoSuchDay,
            DateError::Future,
            DateError::TooLongAgo,
            DateError::TooFarAhead,
        ]
        .map(ValueError::from),
    );
    errors.extend(
        [
            ContactError::PhoneCharacters { found: 'x' },
            ContactError::PhoneForm,
            ContactError::PhoneLength { found: 8 },
            ContactError::PhoneLengthAbroad { code: 44, found: 6 },
            ContactError::NotMobile,
            ContactError::MobileRange,
            ContactError::NotMobileAbroad,
            ContactError::EmailForm,
            ContactError::EmailLocal { found: 65 },
            ContactError::EmailDomain,
            ContactError::EmailLength { found: 255 },
        ]
        .map(ValueError::from),
    );
    errors
}

#[test]
fn codes_are_stable_names_and_each_its_own() {
    let mut seen = HashSet::new();
    for error in all() {
        let code = error.code();
        assert!(code.len() <= 63 && code.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'), "{code}");
        assert!(seen.insert(code), "{code} twice");
    }
}

#[test]
fn messages_are_sentences_in_two_languages() {
    for error in all() {
        let (nl, en) = (error.message(Lang::Nl), error.message(Lang::En));
        assert_ne!(nl, en, "{}", error.code());
        for message in [nl, en] {
            assert!(message.ends_with('.') && !message.contains('{'), "{message}");
            assert!(!message.contains(char::is_control) && !message.contains('\u{202E}'), "{message}");
        }
    }
}

/// What is said of a number fits that number.
#[test]
fn a_sentence_does_not_contradict_what_was_typed() {
    use crate::values::{Phone, SmsNumber};
    let told = |error: ValueError| [error.message(Lang::Nl), error.message(Lang::En)];
    for typed in ["0000000000", "+1 202555012", "+44 20 7946"] {
        for message in told(Phone::parse(typed).unwrap_err()) {
            assert!(!message.contains("Nederland") && !message.contains("Dutch"), "{typed}: {message}");
        }
    }
    for typed in ["06 00000000", "066 1234567"] {
        for message in told(SmsNumber::parse(typed).unwrap_err()) {
            assert!(message.contains("060") && !message.contains("begint met 06"), "{typed}: {message}");
        }
    }
    let one = ValueError::TooShort { min: 2, found: 1 };
    assert_eq!(one.message(Lang::Nl), "Te kort: 1 teken, ten minste 2 nodig.");
    assert_eq!(one.message(Lang::En), "Too short: 1 character, at least 2 needed.");
}

#[test]
fn stored_refusals_read_back() {
    for error in all() {
        let stored = serde_json::to_string(&error).unwrap();
        assert_eq!(serde_json::from_str::<ValueError>(&stored).unwrap(), error, "{stored}");
    }
}
