//! E-mail addresses.

use super::ContactError;
use crate::values::ValueError;
use crate::values::text::{as_text, masked_debug};
use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An e-mail address (`addr-spec` of RFC 5322, letters of RFC 6531 allowed) with a domain name that has
/// a dot. Quoted local parts, comments and address literals are refused: no patron has one and no
/// identity provider takes them. The domain is kept in lower case; `Debug` is masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Most bytes of an address, so at most as many characters (RFC 5321 section 4.5.3.1.3, less the angle brackets).
    pub const MAX_CHARS: usize = 254;

    /// Reads an address; white space around it is ignored.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, else [`ContactError::EmailLength`], `EmailForm` or
    /// `EmailDomain`.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ValueError::Required);
        }
        if text.len() > Self::MAX_CHARS {
            return Err(ContactError::EmailLength { found: text.len() }.into());
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>()[]".contains(c)) {
            return Err(ContactError::EmailForm.into());
        }
        let (local, domain) = text.rsplit_once('@').ok_or(ContactError::EmailForm)?;
        let domain = domain.to_lowercase();
        if !is_host(&domain) {
            return Err(ContactError::EmailDomain.into());
        }
        let address = format!("{local}@{domain}");
        let options = Options::default().without_display_text().without_domain_literal().with_required_tld();
        match EmailAddress::parse_with_options(&address, options) {
            Ok(_) if address.len() <= Self::MAX_CHARS => Ok(Self(address)),
            Ok(_) => Err(ContactError::EmailLength { found: address.len() }.into()),
            Err(_) => Err(ContactError::EmailForm.into()),
        }
    }

    /// The address as typed, the domain in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In lower case throughout, to find the same address again. Local parts may differ by case in
    /// theory (RFC 5321 section 2.4); in practice they are the same mailbox.
    pub fn normalised(&self) -> String {
        self.0.to_lowercase()
    }
}

/// A domain name with a dot, of letters, digits and hyphens, whose last label is not a number.
fn is_host(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.starts_with('-')
    };
    domain
        .rsplit_once('.')
        .is_some_and(|(_, last)| last.chars().count() >= 2 && last.contains(char::is_alphabetic))
        && domain.split('.').all(label)
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(Email);
masked_debug!(Email);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn usual_addresses() {
        for (typed, shown, normalised) in [
            (" info@bibliotheekannen.nl ", "info@bibliotheekannen.nl", "info@bibliotheekannen.nl"),
            ("A.Test+bieb@Voorbeeld.NL", "A.Test+bieb@voorbeeld.nl", "a.test+bieb@voorbeeld.nl"),
            ("o'brien@mail.example.co.uk", "o'brien@mail.example.co.uk", "o'brien@mail.example.co.uk"),
            ("jürgen@müller.example", "jürgen@müller.example", "jürgen@müller.example"),
        ] {
            let email = Email::parse(typed).unwrap();
            assert_eq!((email.as_str(), &*email.normalised()), (shown, normalised));
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("info", ContactError::EmailForm),
            ("@voorbeeld.nl", ContactError::EmailForm),
            ("a b@voorbeeld.nl", ContactError::EmailForm),
            ("a@b@voorbeeld.nl", ContactError::EmailForm),
            ("a..b@voorbeeld.nl", ContactError::EmailForm),
            ("A <a@voorbeeld.nl>", ContactError::EmailForm),
            ("\"a\"@voorbeeld.nl", ContactError::EmailForm),
            ("a@[127.0.0.1]", ContactError::EmailForm),
            ("a@voorbeeld", ContactError::EmailDomain),
            ("a@", ContactError::EmailDomain),
            ("a@.nl", ContactError::EmailDomain),
            ("a@voorbeeld..nl", ContactError::EmailDomain),
            ("a@voorbeeld.n", ContactError::EmailDomain),
            ("a@127.0.0.10", ContactError::EmailDomain),
            ("a@voor_beeld.nl", ContactError::EmailDomain),
        ] {
            assert_eq!(Email::parse(typed), Err(error.into()), "{typed}");
        }
        assert_eq!(Email::parse(" "), Err(ValueError::Required));
        let long = format!("a@{}nl", "voorbeeld.".repeat(26));
        assert_eq!(Email::parse(&long), Err(ContactError::EmailLength { found: long.len() }.into()));
    }

    #[test]
    fn debug_shows_no_address() {
        assert_eq!(format!("{:?}", Email::parse("a@voorbeeld.nl").unwrap()), "Email(•••)");
    }

    proptest! {
        #[test]
        fn shown_reads_back(
            text in "[a-zA-Z0-9]{1,10}([.+_-][a-z0-9]{1,5})?@([A-Za-z0-9]{1,9}\\.){1,3}[A-Za-z]{2,6}"
        ) {
            let email = Email::parse(&text).unwrap();
            prop_assert_eq!(email.normalised(), text.to_lowercase());
            prop_assert_eq!(Email::parse(&email.to_string()), Ok(email));
        }

        #[test]
        fn parsing_never_panics_and_is_stable(
            text in any::<String>(), like in "\\PC{0,9}@\\PC{0,9}\\.\\PC{0,4}"
        ) {
            for typed in [text, like] {
                if let Ok(email) = Email::parse(&typed) {
                    prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
                }
            }
        }
    }
}
