//! Resource names (AIP-122): what a person types and what the API wants.

use balie_typed::text::squeeze;
use uuid::Uuid;

/// How many digits a pass number has.
pub const PASS_DIGITS: usize = 14;
/// How many digits a patron number has at most.
pub const MOST_PATRON_DIGITS: usize = 9;
/// Where the hyphens of a mandate reference stand: behind its branch, its date and its sequence.
const REFERENCE_PARTS: [usize; 4] = [5, 6, 5, 2];

/// Why what a person typed names no registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// A number, of which neither a pass nor a patron has so many digits.
    #[error("{found} digits, where a pass number has 14")]
    Digits {
        /// How many there are.
        found: usize,
    },
    /// None of the names of a registration.
    #[error("neither a pass number, a patron number, a mandate reference nor an id")]
    Unknown,
}

/// The resource name of a registration, as [`registration`] makes it, of what may name one.
///
/// # Errors
/// [`NameFault`] when nothing that is called so can exist.
pub fn named_registration(text: &str) -> Result<String, NameFault> {
    let name = registration(text);
    let id = name.strip_prefix("registrations/").unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match id.split_once(':') {
        None if Uuid::try_parse(id).is_ok() => Ok(name),
        None | Some((_, "")) if id.is_empty() || !digits(id) => Err(NameFault::Unknown),
        None => Err(NameFault::Digits { found: id.len() }),
        Some(("pass" | "patron", number)) if !digits(number) => Err(NameFault::Unknown),
        Some(("pass", number)) if number.len() != PASS_DIGITS => {
            Err(NameFault::Digits { found: number.len() })
        }
        Some(("patron", number)) if number.len() > MOST_PATRON_DIGITS => {
            Err(NameFault::Digits { found: number.len() })
        }
        Some(("pass" | "patron" | "mandate", _)) => Ok(name),
        Some(_) => Err(NameFault::Unknown),
    }
}

/// The resource name of a registration.
///
/// Accepts a resource name, a bare UUID, one of the other names of `GetRegistration` without its collection
/// (`pass:…`, `patron:…`, `mandate:…`), and what a clerk has at hand: a pass number of 14 digits, a patron number
/// of at most 9, and a mandate reference. Spaces between groups of digits, and what nobody sees, do not matter, nor
/// whether the hyphens of a whole mandate reference were typed.
pub fn registration(text: &str) -> String {
    let text = squeeze(text);
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        PASS_DIGITS if is_number => format!("registrations/pass:{text}"),
        1..=MOST_PATRON_DIGITS if is_number => format!("registrations/patron:{text}"),
        _ => match reference(&text) {
            Some(reference) => format!("registrations/mandate:{reference}"),
            None => in_collection("registrations", &text),
        },
    }
}

/// A mandate reference as it is printed, of one in which the spaces are left out already; none of anything else.
fn reference(text: &str) -> Option<String> {
    let rest = text.strip_prefix(['M', 'm'])?;
    let parts = rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !parts || !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let bare = text.to_uppercase().replace('-', "");
    if bare.len() != REFERENCE_PARTS.iter().sum::<usize>() {
        // A part of one: the daemon has none that is called so, and says that.
        return text.contains('-').then(|| text.to_uppercase());
    }
    let mut rest = bare.as_str();
    let mut groups = Vec::new();
    for length in REFERENCE_PARTS {
        let (group, after) = rest.split_at_checked(length)?;
        groups.push(group);
        rest = after;
    }
    Some(groups.join("-"))
}

/// Whether this names a registration by its own id, as mutations require, rather than by a pass, patron
/// number or mandate reference.
pub fn is_registration_id(name: &str) -> bool {
    name.strip_prefix("registrations/").is_some_and(|id| !id.is_empty() && !id.contains([':', '/']))
}

/// The resource name of a device; empty stays empty, which means "the only one".
pub fn device(text: &str) -> String {
    in_collection("devices", text.trim())
}

/// The resource name of a job.
pub fn job(text: &str) -> String {
    in_collection("jobs", text.trim())
}

fn in_collection(collection: &str, text: &str) -> String {
    match text.split_once('/') {
        _ if text.is_empty() => String::new(),
        Some((prefix, _)) if prefix == collection => text.to_owned(),
        _ => format!("{collection}/{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_completed_once() {
        let cases = [
            ("0199a", "registrations/0199a"),
            ("registrations/0199a", "registrations/0199a"),
            ("29401000075801", "registrations/pass:29401000075801"),
            ("2940100075801", "registrations/2940100075801"),
            ("patron:381847", "registrations/patron:381847"),
            ("381847", "registrations/patron:381847"),
            ("M9401-261123-00007-57", "registrations/mandate:M9401-261123-00007-57"),
            ("Maandag", "registrations/Maandag"),
            ("m-", "registrations/m-"),
            ("m9401-261123-00007-57", "registrations/mandate:M9401-261123-00007-57"),
            ("m9401 261123 00007 57", "registrations/mandate:M9401-261123-00007-57"),
            ("M94012611230000757", "registrations/mandate:M9401-261123-00007-57"),
            ("M9401\u{2011}261123 00007-57", "registrations/mandate:M9401-261123-00007-57"),
            ("M9401-261123-000", "registrations/mandate:M9401-261123-000"),
            ("M9401261123000075", "registrations/M9401261123000075"),
            // As it is printed, and as it is pasted from elsewhere.
            ("2 9401 00007580 1", "registrations/pass:29401000075801"),
            ("\u{FEFF}29401000075801\u{200B}", "registrations/pass:29401000075801"),
            ("381\u{a0}847", "registrations/patron:381847"),
            (" mandate:M9401-261123-00007-57 ", "registrations/mandate:M9401-261123-00007-57"),
        ];
        for (typed, name) in cases {
            assert_eq!(registration(typed), name);
        }
        assert_eq!(device(""), "");
        assert_eq!(device("scanner-1"), "devices/scanner-1");
        assert_eq!(job("jobs/x"), "jobs/x");
    }

    #[test]
    fn what_can_name_no_registration_is_told() {
        let id = "01999c6e-2b4f-7d3a-8a51-9b1f6b3a2c10";
        for typed in [
            id,
            &format!("registrations/{id}"),
            "12345678901234567890123456789012",
            "2 9401 00007580 1",
            "381 847",
            "1",
            "pass:29401000075801",
            "patron:381847",
            "m9401 261123 00007 57",
            "mandate:M9401-261123-00007-57",
        ] {
            assert_eq!(named_registration(typed), Ok(registration(typed)), "{typed}");
        }
        for (typed, found) in [
            ("2940100090202", 13),
            ("2 9401 0009 0202", 13),
            ("294010000758011", 15),
            ("1234567890", 10),
            ("pass:2940100090202", 13),
            ("patron:1234567890", 10),
        ] {
            assert_eq!(named_registration(typed), Err(NameFault::Digits { found }), "{typed}");
        }
        for typed in
            ["", " ", "bogus", "pass:", "patron:x", "mandate:", "jobs/1", "a:b", "M9401261123000075", "0199a"]
        {
            assert_eq!(named_registration(typed), Err(NameFault::Unknown), "{typed}");
        }
    }

    #[test]
    fn only_an_own_id_may_be_changed() {
        assert!(is_registration_id("registrations/0199a"));
        for other in ["registrations/pass:29401000075801", "registrations/", "jobs/0199a", "0199a"] {
            assert!(!is_registration_id(other), "{other}");
        }
    }
}
