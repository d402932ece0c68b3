//! What a request must satisfy.

use email_address::EmailAddress;

use crate::account::NewAccount;
use crate::error::{AccountError, Rule};

const ID_LENGTH: usize = 128;
const NAME_LENGTH: usize = 128;
/// RFC 5321, 4.5.3.1.3 allows a path of 256 octets, two of which are the angle brackets.
const EMAIL_LENGTH: usize = 254;
const USER_NAME_LENGTH: usize = 64;

fn hold(holds: bool, rule: Rule) -> Result<(), AccountError> {
    if holds { Ok(()) } else { Err(AccountError::Refused { rule }) }
}

fn within(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most
}

pub(super) fn new_account(wanted: &NewAccount) -> Result<(), AccountError> {
    hold(within(&wanted.external_id, ID_LENGTH), Rule::ExternalIdLength)?;
    hold(within(&wanted.display_name, NAME_LENGTH), Rule::DisplayNameLength)?;
    let email = wanted.email.trim();
    hold(email.len() <= EMAIL_LENGTH && is_address(email), Rule::EmailForm)
}

/// In other scripts than the Latin (RFC 6531) the library tells letters with marks from others that cannot be, so it is
/// asked about the form alone.
fn is_address(email: &str) -> bool {
    let is_hidden = |c: char| !c.is_ascii() && (c.is_whitespace() || c.is_control());
    !email.contains(is_hidden) && EmailAddress::is_valid(&email.replace(|c: char| !c.is_ascii(), "x"))
}

pub(super) fn user_name(name: &str) -> Result<(), AccountError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_@".contains(c);
    hold(within(name, USER_NAME_LENGTH) && name.chars().all(allowed), Rule::UserNameForm)
}

/// The address as it is compared. Strictly only the domain is case-insensitive, but no provider of note tells
/// `Jan@` from `jan@`, and people type both.
pub(super) fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn user_names_of_other_providers_are_accepted() {
        for name in ["2512345678", "jan.de-vries_1", "jan@example.org"] {
            assert_eq!(user_name(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn addresses_may_have_letters_of_any_script() {
        for email in
            ["a@example.org", "jan@müller.nl", "a@उदाहरण.परीक्षा", "a@col·lecció.cat", "用户@例子.广告"]
        {
            assert!(is_address(email), "{email}");
        }
        for email in [
            "",
            "a",
            "ü",
            "a@",
            "@müller.nl",
            "a b@müller.nl",
            "a\u{A0}b@müller.nl",
            "a\u{85}@b.nl",
            "a@b@ü.nl",
        ] {
            assert!(!is_address(email), "{email}");
        }
    }

    #[test]
    fn what_cannot_be_a_user_name_is_refused() {
        let long = "a".repeat(65);
        for name in ["", " ", "jan de vries", "a;b", "naïef", long.as_str()] {
            assert_eq!(user_name(name), Err(AccountError::Refused { rule: Rule::UserNameForm }), "{name}");
        }
    }

    #[test]
    fn each_part_of_a_request_is_checked() {
        let good = NewAccount {
            external_id: "registrations/1".into(),
            email: "a@example.org".into(),
            display_name: "A. van de Test".into(),
        };
        assert_eq!(new_account(&good), Ok(()));
        let refused = |wanted: NewAccount| new_account(&wanted).unwrap_err();
        let rule = |rule| AccountError::Refused { rule };
        assert_eq!(
            refused(NewAccount { external_id: String::new(), ..good.clone() }),
            rule(Rule::ExternalIdLength)
        );
        assert_eq!(
            refused(NewAccount { external_id: "x".repeat(129), ..good.clone() }),
            rule(Rule::ExternalIdLength)
        );
        assert_eq!(
            refused(NewAccount { display_name: "  ".into(), ..good.clone() }),
            rule(Rule::DisplayNameLength)
        );
        let long = format!("a@{}.nl", "b.".repeat(126));
        for email in ["", "a", "a@", "@example.org", "a b@example.org", &long] {
            let wanted = NewAccount { email: email.to_owned(), ..good.clone() };
            assert_eq!(refused(wanted), rule(Rule::EmailForm), "{email}");
        }
    }

    proptest! {
        #[test]
        fn comparing_ignores_case_and_space_around(local in "[a-zA-Z]{1,10}", space in " {0,3}") {
            let typed = format!("{space}{local}@Example.org{space}");
            prop_assert_eq!(email_key(&typed), email_key(&format!("{}@example.org", local.to_uppercase())));
        }
    }
}
