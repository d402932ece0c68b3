//! JSON of a registration.

use super::choice;
use crate::show::{masked, rfc3339};
use balie_client::v1::{
    Address, Details, Duplicate, Ledger, LoginAccount, Mandate, PassPrint, Person, Registration,
    SubscriptionChoice,
};
use serde_json::{Value, json};

/// A registration.
pub(crate) fn registration(registration: &Registration) -> Value {
    json!({
        "name": registration.name,
        "etag": registration.etag,
        "revision": registration.revision,
        "change_number": registration.change_number,
        "create_time": rfc3339(registration.create_time.as_ref()),
        "update_time": rfc3339(registration.update_time.as_ref()),
        "branch": registration.branch,
        "station": registration.station,
        "step": choice(registration.step().as_str_name(), "STEP_"),
        "pass_number": registration.pass_number,
        "person": registration.person.as_ref().map(person),
        "salutation": choice(registration.salutation().as_str_name(), "SALUTATION_"),
        "addressed_as": registration.addressed_as,
        "duplicates": registration.duplicates.iter().map(duplicate).collect::<Vec<_>>(),
        "details": registration.details.as_ref().map(details),
        "login": registration.login.as_ref().map(login),
        "subscription": registration.subscription.as_ref().map(subscription),
        "patron_number": registration.patron_number,
        "enrolment_date": registration.enrolment_date,
        "ledger": registration.ledger.as_ref().map(ledger),
        "pass_print": registration.pass_print.as_ref().map(pass_print),
        "mandate": registration.mandate.as_ref().map(mandate),
        "cancel_reason": registration.cancel_reason,
        "pass_free": registration.pass_free,
        "possible_commands": registration.possible_commands,
        "age": registration.age,
    })
}

fn person(person: &Person) -> Value {
    json!({
        "kind": choice(person.kind().as_str_name(), "PERSON_KIND_"),
        "initials": person.initials,
        "prefix": person.prefix,
        "surname": person.surname,
        "call_name": person.call_name,
        "birth_date": person.birth_date,
        "main_address": person.main_address.as_ref().map(address),
        "postal_address": person.postal_address.as_ref().map(address),
        "invoice_address": person.invoice_address.as_ref().map(address),
        "alternative_address": person.alternative_address.as_ref().map(address),
        "phone": person.phone,
        "sms_number": person.sms_number,
        "email": person.email,
        "contact_person": person.contact_person,
        "contact_phone": person.contact_phone,
        "no_initials": person.no_initials,
    })
}

fn address(address: &Address) -> Value {
    json!({
        "postcode": address.postcode,
        "house_number": address.house_number,
        "street": address.street,
        "place": address.place,
        "country": address.country,
    })
}

fn duplicate(duplicate: &Duplicate) -> Value {
    json!({
        "registration": duplicate.registration,
        "full_name": duplicate.full_name,
        "birth_date": duplicate.birth_date,
        "pass_number": duplicate.pass_number,
        "patron_number": duplicate.patron_number,
        "reasons": duplicate.reasons,
        "step": choice(duplicate.step().as_str_name(), "STEP_"),
    })
}

fn details(details: &Details) -> Value {
    json!({
        "iban": masked(&details.iban),
        "newsletter": details.newsletter,
        "selection": details.selection,
    })
}

fn login(login: &LoginAccount) -> Value {
    json!({
        "state": choice(login.state().as_str_name(), "STATE_"),
        "user_name": login.user_name,
        "email": login.email,
        "activation_deadline": rfc3339(login.activation_deadline.as_ref()),
        "failure": login.failure,
        "search_user_name": login.search_user_name,
        "search_state": login.search_state,
    })
}

pub(super) fn subscription(subscription: &SubscriptionChoice) -> Value {
    json!({
        "code": subscription.code,
        "display_name": subscription.display_name,
        "price": subscription.price,
        "discount": subscription.discount,
        "fee": subscription.fee,
        "valid_from": subscription.valid_from,
        "valid_through": subscription.valid_through,
        "expiry_month": subscription.expiry_month,
        "instalments_requested": subscription.instalments_requested,
        "dbos_school": subscription.dbos_school,
        "staff": subscription.staff,
        "home_library": subscription.home_library,
        "home_pass_number": subscription.home_pass_number,
        "reason": subscription.reason,
        "becomes": subscription.becomes,
        "becomes_on": subscription.becomes_on,
    })
}

fn ledger(ledger: &Ledger) -> Value {
    json!({
        "session_amount": ledger.session_amount,
        "received": ledger.received,
        "remitted": ledger.remitted,
        "remaining": ledger.remaining,
        "last_change": ledger.last_change,
        "settlement": choice(ledger.settlement().as_str_name(), "SETTLEMENT_"),
    })
}

fn pass_print(print: &PassPrint) -> Value {
    json!({
        "state": choice(print.state().as_str_name(), "STATE_"),
        "job": print.job,
        "last_failure": print.last_failure,
    })
}

fn mandate(mandate: &Mandate) -> Value {
    json!({
        "state": choice(mandate.state().as_str_name(), "STATE_"),
        "reference": mandate.reference,
        "iban": masked(&mandate.iban),
        "bic": mandate.bic,
        "holder": mandate.holder,
        "place": mandate.place,
        "address": mandate.address.as_ref().map(address),
        "signed_date": mandate.signed_date,
        "switch_service": mandate.switch_service,
        "revoked_date": mandate.revoked_date,
        "revoked_reason": mandate.revoked_reason,
        "source": choice(mandate.source().as_str_name(), "MANDATE_SOURCE_"),
        "document_stored": mandate.document_stored,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::{PersonKind, Step, login_account};

    #[test]
    fn names_and_enums_are_stable() {
        let shown = registration(&Registration {
            name: "registrations/1".into(),
            revision: 7,
            step: Step::IssuingPass.into(),
            person: Some(Person { kind: PersonKind::Woman.into(), ..Default::default() }),
            login: Some(LoginAccount {
                state: login_account::State::ToBeGenerated.into(),
                ..Default::default()
            }),
            ..Default::default()
        });
        assert_eq!(shown["step"], "issuing_pass");
        assert_eq!(shown["revision"], 7);
        assert_eq!(shown["person"]["kind"], "woman");
        assert_eq!(shown["login"]["state"], "to_be_generated");
        assert_eq!(shown["salutation"], Value::Null);
        assert_eq!(shown["mandate"], Value::Null);
        assert_eq!(shown["update_time"], Value::Null);
        assert_eq!(shown["cancel_reason"], "");
    }

    #[test]
    fn account_numbers_are_masked() {
        let iban = || "NL91ABNA0417164300".to_owned();
        let text = registration(&Registration {
            details: Some(Details { iban: iban(), ..Default::default() }),
            mandate: Some(Mandate { iban: iban(), ..Default::default() }),
            ..Default::default()
        })
        .to_string();
        assert!(!text.contains("ABNA") && !text.contains("0417"), "{text}");
    }
}
