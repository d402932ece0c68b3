//! Earlier patrons who may be the same person.

use super::step;
use super::summary::pass_shown;
use crate::typed::date_shown;
use crate::ui::{Option as Choice, Twin};
use balie_client::v1::Duplicate;

/// The earlier patrons, beside the new one.
pub fn twins(duplicates: &[Duplicate]) -> Vec<Twin> {
    duplicates
        .iter()
        .map(|duplicate| {
            let why = |reason: &str| duplicate.reasons.iter().any(|known| known == reason);
            Twin {
                name: duplicate.registration.as_str().into(),
                title: duplicate.full_name.as_str().into(),
                birth_date: date_shown(&duplicate.birth_date).into(),
                pass: pass_shown(&duplicate.pass_number).into(),
                patron: duplicate.patron_number.as_str().into(),
                step: step(duplicate.step()),
                same_birth: why("BIRTH_DATE_AND_NAME"),
                same_email: why("EMAIL"),
                same_iban: why("IBAN"),
                can_reenrol: !duplicate.patron_number.is_empty(),
            }
        })
        .collect()
}

/// Words for the judgement.
pub struct Judgement<'a> {
    /// This is somebody else.
    pub somebody_else: (&'a str, &'a str),
    /// The same person: text and detail for a name and a patron number.
    pub enrol_again: &'a dyn Fn(&str, &str) -> (String, String),
}

/// The judgements a clerk can make. Only who has a patron number can enrol again; in the step of further
/// data it is too late for that.
pub fn twin_options(twins: &[Twin], may_enrol_again: bool, words: &Judgement<'_>) -> Vec<Choice> {
    let (text, detail) = words.somebody_else;
    let new = Choice { value: "new".into(), text: text.into(), detail: detail.into() };
    let again = twins.iter().filter(|twin| may_enrol_again && twin.can_reenrol).map(|twin| {
        let (text, detail) = (words.enrol_again)(&twin.title, &twin.patron);
        Choice { value: twin.name.clone(), text: text.into(), detail: detail.into() }
    });
    std::iter::once(new).chain(again).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_was_saved_can_enrol_again() {
        let duplicate = |patron: &str| Duplicate {
            registration: format!("registrations/{patron}"),
            patron_number: patron.into(),
            reasons: vec!["EMAIL".into()],
            ..Default::default()
        };
        let twins = twins(&[duplicate("381847"), duplicate("")]);
        assert!(twins[0].same_email && !twins[0].same_iban);
        let words = Judgement {
            somebody_else: ("iemand anders", ""),
            enrol_again: &|name, patron| (name.to_owned(), patron.to_owned()),
        };
        assert_eq!(twin_options(&twins, true, &words).len(), 2);
        assert_eq!(twin_options(&twins, false, &words).len(), 1);
    }
}
