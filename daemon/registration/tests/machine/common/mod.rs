//! What the tests of the machine share: a world to decide in, a desk to work at, and things to type.

mod desk;
mod typed;
mod world;

pub use desk::Desk;
pub use typed::*;
pub use world::{World, instant};

use balie_registration::machine::{Rejection, Violation};
use balie_registration::{Explain, Lang};

/// A refusal says what is wrong, in both languages, and has a stable code.
pub fn assert_explained(what: &dyn Explain) {
    let (code, nl, en) = (what.code(), what.message(Lang::Nl), what.message(Lang::En));
    let code_char = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    assert!((1..=63).contains(&code.len()) && code.chars().all(code_char), "code {code:?}");
    for text in [&nl, &en] {
        assert!(text.trim() == text && text.len() > 5, "{code} says {text:?}");
        assert!(!text.contains(['{', '}']), "{code} has a placeholder left: {text:?}");
        assert!(text.ends_with(['.', '!', '?']), "{code} is no sentence: {text:?}");
    }
    assert_ne!(nl, en, "{code} says the same in both languages");
}

/// The fields a refusal names, with the code of each.
pub fn fields(rejection: &Rejection) -> Vec<(&str, &'static str)> {
    match rejection {
        Rejection::Invalid(violations) => {
            violations.iter().map(|Violation { field, why }| (field.as_str(), why.code())).collect()
        }
        other => panic!("not about fields: {other}"),
    }
}

/// The pair of code and fields: what a client can act on.
pub fn told(rejection: &Rejection) -> (&'static str, Vec<&str>) {
    match rejection {
        Rejection::Invalid(violations) => {
            (rejection.code(), violations.iter().map(|violation| violation.field.as_str()).collect())
        }
        other => (other.code(), Vec::new()),
    }
}
