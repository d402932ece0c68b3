//! Resource names (AIP-122): what a person types and what the API wants.

use balie_typed::text::squeeze;

/// The resource name of a registration.
///
/// Accepts a resource name, a bare UUID, one of the other names of `GetRegistration` without its collection
/// (`pass:…`, `patron:…`, `mandate:…`), and what a clerk has at hand: a pass number of 14 digits, a patron number
/// of at most 9, and a mandate reference. Spaces between groups of digits, and what nobody sees, do not matter.
pub fn registration(text: &str) -> String {
    let text = squeeze(text);
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_reference = text.strip_prefix(['M', 'm']).is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.contains('-')
            && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    });
    match text.len() {
        14 if is_number => format!("registrations/pass:{text}"),
        1..=9 if is_number => format!("registrations/patron:{text}"),
        _ if is_reference => format!("registrations/mandate:{}", text.to_uppercase()),
        _ => in_collection("registrations", &text),
    }
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
    fn only_an_own_id_may_be_changed() {
        assert!(is_registration_id("registrations/0199a"));
        for other in ["registrations/pass:29401000075801", "registrations/", "jobs/0199a", "0199a"] {
            assert!(!is_registration_id(other), "{other}");
        }
    }
}
