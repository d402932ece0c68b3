//! NAW data, person choice and further data (manual steps 3 to 7).

use crate::machine::duplicates::duplicates;
use crate::machine::facts::Facts;
use crate::machine::handle::{Next, Stepped};
use crate::machine::input::{DetailsInput, IdentityInput, Kept, PersonInput, PersonKind};
use crate::machine::person::Person;
use crate::machine::rejection::{Rejection, Rule, Violation};
use crate::machine::state::{Details, Earlier, Identity, Pass, Patron, State};
use crate::values::{Iban, Salutation};

/// Enters NAW data.
pub fn enter(pass: Pass, mut kept: Kept, input: PersonInput, facts: &Facts<'_>) -> Stepped {
    let person = Person::check(&input, facts.policy, facts.today())?;
    kept.person = Some(input);
    Ok(Next::to(State::ChoosingPerson { pass, person: Box::new(person), kept }, &["person"]))
}

/// Chooses the salutation and judges duplicates.
pub fn choose(
    pass: Pass,
    person: Box<Person>,
    mut kept: Kept,
    input: IdentityInput,
    facts: &Facts<'_>,
) -> Stepped {
    let salutation = input.salutation.unwrap_or_else(|| person.kind.salutation());
    let institution = person.kind == PersonKind::Institution;
    if institution != (salutation == Salutation::Institution) {
        return Err(Rejection::field("salutation", Rule::SalutationKind));
    }
    if input.new_person && input.re_enrol.is_some() {
        return Err(Rejection::field("re_enrol", Rule::ContradictoryChoice));
    }
    // An IBAN that was kept after stepping back takes part; it may be half typed, which is no fault here.
    let iban = kept.details.as_ref().and_then(|details| Iban::parse(&details.iban).ok());
    let found = duplicates(&person, iban.as_ref(), &facts.candidates);
    let (earlier, judged_different) = match input.re_enrol {
        Some(wanted) => {
            let chosen = found.iter().map(|(candidate, _)| *candidate).find(|c| c.registration == wanted);
            let earlier = chosen.and_then(|candidate| {
                candidate.patron_number.map(|patron_number| Earlier { registration: wanted, patron_number })
            });
            let earlier = earlier.ok_or_else(|| Rejection::field("re_enrol", Rule::NoSuchDuplicate))?;
            (Some(earlier), Vec::new())
        }
        None if !found.is_empty() && !input.new_person => {
            return Err(Rejection::field("new_person", Rule::DuplicatesFound { count: found.len() }));
        }
        None => (None, found.iter().map(|(candidate, _)| candidate.registration).collect()),
    };
    kept.identity = Some(input);
    let identity = Identity { salutation, earlier, judged_different };
    Ok(Next::to(State::EnteringDetails { pass, person, identity, kept }, &["identity"]))
}

/// Enters IBAN, newsletter and selection. An IBAN that another patron has is asked about once more: a
/// family may share one.
pub fn details(
    pass: Pass,
    person: Person,
    mut identity: Identity,
    mut kept: Kept,
    input: DetailsInput,
    facts: &Facts<'_>,
) -> Stepped {
    let mut violations = Vec::new();
    let iban = match input.iban.trim() {
        "" => None,
        typed => Iban::parse(typed)
            .map_err(|error| violations.push(violation("details.iban", error)))
            .ok(),
    };
    let selection = match input.selection.trim() {
        "" => None,
        typed => match facts.policy.selection(typed) {
            Some(code) => Some(code.to_owned()),
            None => {
                let known = facts.policy.selections.clone();
                violations.push(violation("details.selection", Rule::UnknownSelection { known }));
                None
            }
        },
    };
    if !violations.is_empty() {
        return Err(Rejection::Invalid(violations));
    }
    let known = |id: &uuid::Uuid| {
        identity.judged_different.contains(id)
            || identity.earlier.as_ref().is_some_and(|earlier| earlier.registration == *id)
    };
    let new: Vec<_> = duplicates(&person, iban.as_ref(), &facts.candidates)
        .into_iter()
        .map(|(candidate, _)| candidate.registration)
        .filter(|id| !known(id))
        .collect();
    if !new.is_empty() && !input.new_person && identity.earlier.is_none() {
        return Err(Rejection::field("new_person", Rule::DuplicatesFound { count: new.len() }));
    }
    identity.judged_different.extend(new);
    let details = Details { iban, newsletter: input.newsletter, selection };
    kept.details = Some(input);
    let patron = Box::new(Patron { pass, person, identity, details });
    Ok(Next::to(State::ChoosingLogin { patron, kept }, &["details"]))
}

fn violation(field: &str, why: impl Into<crate::machine::rejection::Why>) -> Violation {
    Violation { field: field.to_owned(), why: why.into() }
}
