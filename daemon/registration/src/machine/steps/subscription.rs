//! Choosing the subscription (manual, "Abonnement kiezen"; domain section 1 step 7).

use crate::catalogue::{Applicant, SubscriptionCode, SubscriptionOption};
use crate::machine::facts::Facts;
use crate::machine::handle::{Next, Stepped};
use crate::machine::input::{Kept, PersonKind, SubscriptionInput};
use crate::machine::rejection::{Rejection, Rule, Violation, Why};
use crate::machine::state::{Choice, HomeLibrary, Login, Patron, State};
use crate::machine::typed::as_typed;
use crate::values::{InstitutionName, Money, ReasonText, ValueError, is_blank, tidy};

/// The applicant as the catalogue sees the patron.
pub fn applicant<'a>(
    patron: &'a Patron,
    input: &SubscriptionInput,
    holds: &'a [SubscriptionCode],
    facts: &Facts<'_>,
) -> Applicant<'a> {
    let base = if patron.person.kind == PersonKind::Institution {
        Applicant::institution(facts.role)
    } else {
        Applicant::person(patron.person.birth_date.date(), facts.role)
    };
    Applicant {
        selection: patron.details.selection.as_deref(),
        staff: input.staff,
        instalments_requested: input.instalments_requested,
        dbos_school: input.dbos_school,
        home_library_known: !is_blank(&input.home_library) && !is_blank(&input.home_pass_number),
        reason_given: !is_blank(&input.reason),
        holds,
        ..base
    }
}

/// Subscriptions the same person or school has already: of the earlier registration when re-enrolling. A
/// likely duplicate does not count, as the clerk judged it to be somebody else.
pub fn held(patron: &Patron, facts: &Facts<'_>) -> Vec<SubscriptionCode> {
    let earlier = patron.identity.earlier.as_ref().map(|earlier| earlier.registration);
    facts
        .candidates
        .iter()
        .filter(|candidate| Some(candidate.registration) == earlier && candidate.step.is_saved())
        .filter_map(|candidate| SubscriptionCode::parse(candidate.subscription.as_deref()?).ok())
        .collect()
}

/// Chooses the subscription; the quote of today stays with the registration.
pub fn choose(
    patron: Box<Patron>,
    login: Login,
    mut kept: Kept,
    input: SubscriptionInput,
    facts: &Facts<'_>,
) -> Stepped {
    let choice = quote(&patron, &input, facts)?;
    kept.subscription = Some(as_typed(input)?);
    Ok(Next::to(State::Confirming { patron, login, choice, kept }, &["subscription"]))
}

/// Checks the choice and quotes it for today.
pub fn quote(patron: &Patron, input: &SubscriptionInput, facts: &Facts<'_>) -> Result<Choice, Rejection> {
    let refuse = |why: Why| Rejection::Invalid(vec![field("code", why)]);
    let holds = held(patron, facts);
    let applicant = applicant(patron, input, &holds, facts);
    let code = tidy(&input.code);
    let option = if code.is_empty() {
        facts.catalogue.automatic_option(&applicant, facts.today())
    } else {
        let code = SubscriptionCode::parse(&code).map_err(|_| refuse(Rule::UnknownSubscription.into()))?;
        facts.catalogue.option(code, &applicant, facts.today())
    };
    let SubscriptionOption { subscription, refusals, quote, becomes, .. } =
        option.ok_or_else(|| match code.as_str() {
            "" => refuse(ValueError::Required.into()),
            _ => refuse(Rule::UnknownSubscription.into()),
        })?;
    let mut violations: Vec<Violation> =
        refusals.into_iter().map(|reason| field("code", Why::Ineligible(reason))).collect();
    let discount = match tidy(&input.discount).as_str() {
        "" => Some(Money::ZERO),
        typed => Money::parse(typed).map_err(|error| violations.push(field("discount", error.into()))).ok(),
    };
    let reason = match tidy(&input.reason).as_str() {
        "" if subscription.needs_reason(applicant.audience) && facts.role.may_administer() => {
            violations.push(field("reason", ValueError::Required.into()));
            None
        }
        "" => None,
        typed => {
            ReasonText::parse(typed).map_err(|error| violations.push(field("reason", error.into()))).ok()
        }
    };
    let home = home_library(input, subscription.needs.home_library, &mut violations);
    let quote = quote.zip(discount).and_then(|(quote, discount)| {
        let price = quote.price();
        let too_large = |_| violations.push(field("discount", Rule::DiscountTooLarge { price }.into()));
        quote.with_discount(discount).map_err(too_large).ok()
    });
    let (Some(quote), true) = (quote, violations.is_empty()) else {
        return Err(Rejection::Invalid(violations));
    };
    Ok(Choice {
        code: subscription.code.to_string(),
        name: subscription.name.clone(),
        price: quote.price(),
        discount: quote.discount(),
        fee: quote.fee(),
        enrolled_on: facts.today(),
        valid_from: facts.today(),
        valid_through: quote.validity().map(|validity| validity.through()),
        becomes,
        pay_at_once: subscription.needs.pay_at_once,
        needs_mandate: subscription.needs.mandate,
        instalments_requested: input.instalments_requested,
        dbos_school: input.dbos_school,
        staff: input.staff,
        reason,
        home,
    })
}

fn home_library(
    input: &SubscriptionInput,
    needed: bool,
    violations: &mut Vec<Violation>,
) -> Option<HomeLibrary> {
    if !needed {
        return None;
    }
    let name = InstitutionName::parse(&input.home_library)
        .map_err(|error| violations.push(field("home_library", error.into())))
        .ok();
    let pass_number = tidy(&input.home_pass_number);
    if pass_number.is_empty() {
        violations.push(field("home_pass_number", ValueError::Required.into()));
    } else if pass_number.len() > 40 || !pass_number.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ') {
        violations.push(field("home_pass_number", ValueError::HomePassForm.into()));
    }
    Some(HomeLibrary { name: name?, pass_number })
}

fn field(name: &str, why: Why) -> Violation {
    Violation { field: format!("subscription.{name}"), why }
}
