//! The direct debit mandate (manual, "Automatische incasso verwerken"; domain section 1 step 11).

use crate::machine::facts::Facts;
use crate::machine::handle::{Next, Stepped};
use crate::machine::input::{AddressInput, MandateInput};
use crate::machine::person::{Address, Person};
use crate::machine::rejection::{Rejection, Rule, Violation, Why};
use crate::machine::state::{MandateForm, MandateSource, Member, Settlement, Standing, State};
use crate::scan::identifier_before_mandate;
use crate::values::{
    Bic, DateUse, HolderName, Iban, MandateReference, PlaceName, ReasonText, ValueError, is_blank,
    parse_date, read_country, search_key,
};
use chrono::NaiveDate;

/// Enters the account data and makes the form, with a reference that is never used again.
pub fn enter(
    member: Box<Member>,
    input: MandateInput,
    before: Option<Box<Standing>>,
    facts: &Facts<'_>,
) -> Stepped {
    let mut violations = Vec::new();
    let iban = keep(&mut violations, "iban", Iban::parse(&input.iban));
    let bic = match is_blank(&input.bic) {
        true => None,
        false => keep(&mut violations, "bic", Bic::parse(&input.bic)),
    };
    let sepa = &facts.policy.sepa;
    let in_scope = iban.as_ref().map(|iban| (iban, sepa.check(iban)));
    match in_scope {
        Some((_, Err(error))) => violations.push(violation("iban", error)),
        Some((iban, Ok(()))) if !violations.iter().any(|violation| violation.field == "bic") => {
            let _ = keep(&mut violations, "bic", sepa.bic_rule(iban, bic.as_ref()));
        }
        _ => {}
    }
    let holder = keep(&mut violations, "holder", HolderName::parse(&input.holder));
    let place = keep(&mut violations, "place", PlaceName::parse(&input.place));
    let needs_address = iban.as_ref().is_some_and(|iban| sepa.check(iban).is_ok() && !sepa.in_eea(iban));
    let patron = &member.enrolment.patron.person;
    let address = holder_address(patron, &input, holder.as_ref(), place.as_ref(), needs_address)
        .unwrap_or_else(|wrong| {
            violations.extend(wrong);
            None
        });
    let (Some(iban), Some(holder), Some(place), true) = (iban, holder, place, violations.is_empty()) else {
        return Err(Rejection::Invalid(violations));
    };
    let reference = facts.mandate_reference.ok_or(Rejection::MissingFact("mandate_reference"))?;
    let MandateInput { switch_service, .. } = input;
    let made_on = facts.today();
    let form = MandateForm { reference, iban, bic, holder, place, address, switch_service, made_on };
    Ok(Next::to(State::SigningMandate { member, form, before }, &["mandate"]))
}

/// The address of the account holder: the one that was typed, or that of the patron where an address is needed, the
/// patron is the holder and lives in the place of the holder, and nothing of another address was typed.
fn holder_address(
    patron: &Person,
    input: &MandateInput,
    holder: Option<&HolderName>,
    place: Option<&PlaceName>,
    needed: bool,
) -> Result<Option<Address>, Vec<Violation>> {
    let typed = &input.address;
    if typed.is_blank() && !needed {
        // A country alone is no address; one that is none is told all the same.
        let country = read_country(&typed.country);
        return country.map(|_| None).map_err(|error| vec![violation("address.country", error)]);
    }
    let lives_there = |home: &&Address| {
        place.is_none_or(|place| search_key(place.as_str()) == search_key(home.place.as_str()))
    };
    let is_holder = holder.is_some_and(|holder| patron.name.is_holder(holder));
    if typed.is_blank()
        && is_blank(&typed.country)
        && is_holder
        && let Some(own) = patron.main_address.as_ref().filter(lives_there)
    {
        return Ok(Some(own.clone()));
    }
    let place = if is_blank(&typed.place) { &input.place } else { &typed.place };
    Address::check("address", &AddressInput { place: place.clone(), ..typed.clone() }).map(Some)
}

/// The patron does not sign: what was to be collected is left open instead. For a patron who was enrolled
/// already, nothing changes.
pub fn give_up(mut member: Box<Member>, before: Option<Box<Standing>>) -> Stepped {
    let mandate = match before {
        Some(mandate) => *mandate,
        None if member.enrolment.choice.needs_mandate => return Err(Rule::NeedsDirectDebit.into()),
        None => {
            member.settled.by = Settlement::Registered;
            Standing::None
        }
    };
    Ok(Next::to(State::Enrolled { member, mandate }, &["ledger", "mandate"]))
}

/// Checks the barcode of the signed form ("Controleer").
pub fn check(
    member: Box<Member>,
    form: MandateForm,
    source: MandateSource,
    code: &str,
    before: Option<Box<Standing>>,
) -> Stepped {
    let scanned = MandateReference::parse(code).map_err(|error| match error {
        ValueError::Required => Rejection::field("code", error),
        _ => identifier_before_mandate(code)
            .map_or(Rejection::field("code", Rule::NotAMandate), |why| Rejection::field("code", why)),
    })?;
    if scanned != form.reference {
        return Err(Rejection::field("code", Rule::OtherMandate { expected: form.reference.to_string() }));
    }
    Ok(Next::to(State::VerifyingMandate { member, form, source, before }, &["mandate.check"]))
}

/// The data on the signed form are right ("Vastleggen klantdocument voltooid"). What was left open is collected by it
/// from now on, so that no contribution letter asks for it as well.
pub fn confirm(
    mut member: Box<Member>,
    form: MandateForm,
    source: MandateSource,
    signed_date: &str,
    facts: &Facts<'_>,
) -> Stepped {
    let signed_on = date_or_today(signed_date, "signed_date", facts)?;
    if signed_on < form.made_on || signed_on > facts.today() {
        return Err(Rejection::field("signed_date", Rule::SignedOutside));
    }
    let mandate = Standing::Active { form, source, signed_on };
    let changed = settle_as(&mut member, Settlement::Registered, Settlement::DirectDebit);
    Ok(Next::to(State::Enrolled { member, mandate }, changed))
}

/// Starts a mandate for an enrolled patron.
pub fn start(member: Box<Member>, mandate: Standing) -> Stepped {
    if matches!(mandate, Standing::Active { .. }) {
        return Err(Rule::MandateActive.into());
    }
    Ok(Next::to(
        State::EnteringMandate { member, typed: None, before: Some(Box::new(mandate)) },
        &["mandate"],
    ))
}

/// What was settled in the first way is settled in the other. Tells the parts that change with a mandate.
fn settle_as(member: &mut Member, first: Settlement, other: Settlement) -> &'static [&'static str] {
    if member.settled.by != first {
        return &["mandate"];
    }
    member.settled.by = other;
    &["ledger", "mandate"]
}

/// Revokes the mandate in force (manual, "Datum intrekking machtiging", "Reden intrekking"). What was to be collected
/// by it is open again, unless the clerk knows that it has been collected already: only the bank and the central
/// administration see that, and nobody may be asked for it twice.
pub fn revoke(
    mut member: Box<Member>,
    mandate: Standing,
    date: &str,
    reason: &str,
    collected: bool,
    facts: &Facts<'_>,
) -> Stepped {
    let Standing::Active { form, signed_on, .. } = mandate else {
        return Err(Rule::NoActiveMandate.into());
    };
    let reason = ReasonText::parse(reason).map_err(|error| Rejection::field("reason", error))?;
    let revoked_on = date_or_today(date, "date", facts)?;
    if revoked_on < signed_on || revoked_on > facts.today() {
        return Err(Rejection::field("date", Rule::RevokedOutside));
    }
    let mandate = Standing::Revoked { form, signed_on, revoked_on, reason };
    let opens = !collected && !member.settled.ledger.remaining().is_zero();
    let changed = match opens {
        true => settle_as(&mut member, Settlement::DirectDebit, Settlement::Registered),
        false => &["mandate"],
    };
    Ok(Next::to(State::Enrolled { member, mandate }, changed))
}

/// Sets the switch service flag ("klant gebruikt overstapservice").
pub fn set_switch(mut state: State, used: bool) -> Stepped {
    match &mut state {
        State::SigningMandate { form, .. }
        | State::Enrolled { mandate: Standing::Active { form, .. }, .. } => form.switch_service = used,
        _ => return Err(Rule::NoActiveMandate.into()),
    }
    Ok(Next::to(state, &["mandate.switch_service"]))
}

fn date_or_today(typed: &str, field: &str, facts: &Facts<'_>) -> Result<NaiveDate, Rejection> {
    if is_blank(typed) {
        return Ok(facts.today());
    }
    parse_date(typed, facts.today(), DateUse::Past).map_err(|error| Rejection::field(field, error))
}

fn keep<T>(violations: &mut Vec<Violation>, field: &str, value: Result<T, ValueError>) -> Option<T> {
    value.map_err(|error| violations.push(violation(field, error))).ok()
}

fn violation(field: &str, error: ValueError) -> Violation {
    Violation { field: field.to_owned(), why: Why::Value(error) }
}
