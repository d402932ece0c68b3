//! NAW data, person choice and further data (manual steps 3 to 7).

use crate::machine::duplicates::{Likeness, duplicates};
use crate::machine::facts::{Candidate, Facts};
use crate::machine::handle::{Next, Stepped};
use crate::machine::input::{DetailsInput, IdentityInput, Kept, PersonInput, PersonKind};
use crate::machine::person::Person;
use crate::machine::rejection::{Rejection, Rule, Violation};
use crate::machine::state::{Details, Earlier, Identity, Pass, Patron, State};
use crate::machine::typed::as_typed;
use crate::values::{Iban, Salutation, ValueError, is_blank, tidy};
use uuid::Uuid;

/// Enters NAW data.
pub fn enter(pass: Pass, mut kept: Kept, input: PersonInput, facts: &Facts<'_>) -> Stepped {
    let person = Person::check(&input, facts.policy, facts.today())?;
    kept.person = Some(as_typed(input)?);
    Ok(Next::to(State::ChoosingPerson { pass, person: Box::new(person), kept }, &["person"]))
}

/// Keeps what was typed of the NAW data so far, so that a clerk who leaves half-way types nothing twice.
pub fn keep(pass: Pass, mut kept: Kept, input: PersonInput) -> Stepped {
    kept.person = Some(as_typed(input)?);
    Ok(Next::to(State::EnteringPerson { pass, kept }, &["person"]))
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
    // Who was judged to be somebody else by that IBAN is not asked about again.
    let iban_judged = kept.details.as_ref().is_some_and(|details| details.new_person);
    let to_judge = found.iter().filter(|(_, why)| !(iban_judged && *why == [Likeness::Iban])).count();
    let (earlier, judged_different) = match input.re_enrol {
        Some(wanted) => {
            let chosen = found.iter().map(|(candidate, _)| *candidate).find(|c| c.registration == wanted);
            let earlier = chosen.and_then(|candidate| {
                candidate.patron_number.map(|patron_number| Earlier { registration: wanted, patron_number })
            });
            let earlier = earlier.ok_or_else(|| Rejection::field("re_enrol", Rule::NoSuchDuplicate))?;
            (Some(earlier), Vec::new())
        }
        None if to_judge > 0 && !input.new_person => {
            return Err(Rejection::field("new_person", Rule::DuplicatesFound { count: to_judge }));
        }
        None => (None, ids(&found)),
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
    mut input: DetailsInput,
    facts: &Facts<'_>,
) -> Stepped {
    let mut violations = Vec::new();
    let iban = match is_blank(&input.iban) {
        true => None,
        false => account(&input.iban, facts)
            .map_err(|error| violations.push(violation("details.iban", error)))
            .ok(),
    };
    let selection = match tidy(&input.selection).as_str() {
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
    // Who enrols again has no second registration made, so nobody is left to be judged.
    if identity.earlier.is_none() {
        let found = duplicates(&person, iban.as_ref(), &facts.candidates);
        let judged = |id: &Uuid| identity.judged_different.contains(id);
        let new = found.iter().filter(|(candidate, _)| !judged(&candidate.registration)).count();
        if new > 0 && !input.new_person {
            return Err(Rejection::field("new_person", Rule::DuplicatesFound { count: new }));
        }
        // Accepted once for this IBAN: going back and forth does not ask again.
        input.new_person |= found.iter().any(|(_, why)| *why == [Likeness::Iban]);
        identity.judged_different = ids(&found);
    }
    let details = Details { iban, newsletter: input.newsletter, selection };
    kept.details = Some(as_typed(input)?);
    let patron = Box::new(Patron { pass, person, identity, details });
    Ok(Next::to(State::ChoosingLogin { patron, kept }, &["details"]))
}

/// An account from which can be collected: that is what it is asked for.
fn account(typed: &str, facts: &Facts<'_>) -> Result<Iban, ValueError> {
    let iban = Iban::parse(typed)?;
    facts.policy.sepa.check(&iban).map(|()| iban)
}

/// Their registrations, always in the same order, so that judging again gives the same state.
fn ids(found: &[(&Candidate, Vec<Likeness>)]) -> Vec<Uuid> {
    let mut ids: Vec<_> = found.iter().map(|(candidate, _)| candidate.registration).collect();
    ids.sort_unstable();
    ids
}

fn violation(field: &str, why: impl Into<crate::machine::rejection::Why>) -> Violation {
    Violation { field: field.to_owned(), why: why.into() }
}
