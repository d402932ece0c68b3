//! The number and the login name of a patron.

use super::ValueError;
use super::text::{TextRule, as_text, personal_text, squeeze};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Largest patron number.
const MAX: u32 = 99_999_999;

/// The number a patron gets when the registration is saved, 1 to 99 999 999, shown as it is: `381847`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PatronNumber(u32);

impl PatronNumber {
    /// A patron number.
    ///
    /// # Errors
    /// [`ValueError::PatronNumber`] for 0 and above 99 999 999.
    pub fn new(number: u32) -> Result<Self, ValueError> {
        if (1..=MAX).contains(&number) { Ok(Self(number)) } else { Err(ValueError::PatronNumber) }
    }

    /// Reads digits; spaces, and the square brackets the number is printed in, are ignored.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else [`ValueError::PatronNumber`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = squeeze(text);
        let digits = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&text);
        if digits.is_empty() {
            return Err(ValueError::Required);
        }
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ValueError::PatronNumber);
        }
        digits.parse().map_err(|_| ValueError::PatronNumber).and_then(Self::new)
    }

    /// The number, 1 to 99 999 999.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for PatronNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

as_text!(PatronNumber);

const USER_NAME: TextRule = TextRule {
    min: 3,
    max: 64,
    needs_letter: false,
    allows: |c| c.is_ascii_alphanumeric() || "._-@".contains(c),
};

personal_text! {
    /// The login name of a patron at the identity provider: 3 to 64 letters (a to z, either case), digits,
    /// dots, hyphens, underscores and @. Generated ones are digits only (manual: "Gebruikersnaam 25...").
    UserName, UserNameRule { max: USER_NAME.max }
}

/// As [`USER_NAME`], without the space that other texts may hold.
struct UserNameRule {
    max: usize,
}

impl UserNameRule {
    fn read(&self, text: &str) -> Result<String, ValueError> {
        let text = USER_NAME.read(text)?;
        match text.chars().find(|c| !(USER_NAME.allows)(*c)) {
            Some(found) => Err(ValueError::Character { found }),
            None => Ok(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn patron_numbers() {
        for (typed, read) in [
            ("381847", Ok(381_847)),
            ("[381847]", Ok(381_847)),
            (" 381 847 ", Ok(381_847)),
            ("99999999", Ok(99_999_999)),
            ("0", Err(ValueError::PatronNumber)),
            ("100000000", Err(ValueError::PatronNumber)),
            ("99999999999", Err(ValueError::PatronNumber)),
            ("-1", Err(ValueError::PatronNumber)),
            ("+1", Err(ValueError::PatronNumber)),
            ("[1", Err(ValueError::PatronNumber)),
            ("", Err(ValueError::Required)),
            ("[]", Err(ValueError::Required)),
        ] {
            assert_eq!(PatronNumber::parse(typed).map(PatronNumber::get), read, "{typed}");
        }
    }

    #[test]
    fn user_names() {
        for typed in ["2512345678", "a.test@voorbeeld.nl", "A_b-c"] {
            assert_eq!(UserName::parse(&format!(" {typed} ")).map(|n| n.to_string()), Ok(typed.to_owned()));
        }
        for (typed, error) in [
            ("ab", ValueError::TooShort { min: 3, found: 2 }),
            ("a b c", ValueError::Character { found: ' ' }),
            ("abcé", ValueError::Character { found: 'é' }),
            ("abc\u{301}", ValueError::Character { found: '\u{107}' }),
            ("abcq\u{301}", ValueError::Character { found: '\u{301}' }),
            ("abc+d", ValueError::Character { found: '+' }),
            ("", ValueError::Required),
        ] {
            assert_eq!(UserName::parse(typed), Err(error), "{typed}");
        }
        assert_eq!(UserName::parse(&"a".repeat(65)), Err(ValueError::TooLong { max: 64, found: 65 }));
        assert_eq!(format!("{:?}", UserName::parse("abc").unwrap()), "UserName(•••)");
    }

    proptest! {
        #[test]
        fn numbers_read_back(number in 1u32..=MAX) {
            let patron = PatronNumber::new(number).unwrap();
            prop_assert_eq!(PatronNumber::parse(&patron.to_string()), Ok(patron));
            let stored = serde_json::to_string(&patron).unwrap();
            prop_assert_eq!(serde_json::from_str::<PatronNumber>(&stored).unwrap(), patron);
        }

        #[test]
        fn parsing_never_panics(text in any::<String>(), like in "[a-z0-9._@-]{3,64}") {
            let _ = PatronNumber::parse(&text);
            let _ = UserName::parse(&text);
            let name = UserName::parse(&like).unwrap();
            prop_assert_eq!(UserName::parse(name.as_str()), Ok(name));
        }
    }
}
