//! What is known of the registration in view.

use super::money::settled;
use crate::session::{received, remaining};
use crate::typed::{date_shown, euro, euro_of, moment_shown};
use crate::ui::{Account, Settled, Summary};
use balie_client::v1::{Address, LoginAccount, PersonKind, Registration, Step, login_account};

/// The summary beside the form.
pub fn summary(now: &Registration) -> Summary {
    let person = now.person.clone().unwrap_or_default();
    let choice = now.subscription.clone().unwrap_or_default();
    let login = now.login.clone().unwrap_or_default();
    let details = now.details.clone().unwrap_or_default();
    let mandate_iban = now.mandate.as_ref().map(|mandate| mandate.iban.clone()).unwrap_or_default();
    let known = now.step() >= Step::ChoosingPerson;
    let quoted = now.step() >= Step::Confirming && !choice.code.is_empty();
    let iban = if mandate_iban.is_empty() { details.iban } else { mandate_iban };
    let text = |shown: bool, text: String| if shown { text.into() } else { Default::default() };
    Summary {
        pass: pass_shown(&now.pass_number).into(),
        pass_free: now.pass_free,
        name: now.addressed_as.as_str().into(),
        address: text(known, person.main_address.as_ref().map(address).unwrap_or_default()),
        birth_date: text(known, date_shown(&person.birth_date)),
        age: now.age,
        institution: person.kind() == PersonKind::Institution,
        iban: text(known, iban),
        email: text(known, person.email.clone()),
        account: account(&login, now.step()),
        user_name: login.user_name.as_str().into(),
        deadline: moment_shown(login.activation_deadline.as_ref()).into(),
        account_failure: login.failure.as_str().into(),
        subscription: text(quoted, format!("{} {}", choice.code, choice.display_name)),
        price: text(quoted, euro_of(&choice.price)),
        discount: text(quoted, euro_of(&choice.discount)),
        fee: text(quoted, euro_of(&choice.fee)),
        through: text(quoted, date_shown(&choice.valid_through)),
        remaining: euro(remaining(now)).into(),
        owes: (Step::Settling..Step::Cancelled).contains(&now.step())
            && remaining(now) > 0
            && settled(now) != Settled::DirectDebit,
        refund: text(received(now) > 0, euro(received(now))),
        patron: now.patron_number.as_str().into(),
        station: now.station.as_str().into(),
    }
}

/// A pass number in its parts: kind, branch, serial, check digit.
pub(super) fn pass_shown(pass: &str) -> String {
    match (pass.len(), pass.is_ascii()) {
        (14, true) => format!("{} {} {} {}", &pass[..1], &pass[1..5], &pass[5..13], &pass[13..]),
        _ => pass.to_owned(),
    }
}

fn address(address: &Address) -> String {
    let country = if matches!(address.country.as_str(), "" | "NL") {
        String::new()
    } else {
        format!(", {}", address.country)
    };
    let street = format!("{} {}", address.street, address.house_number);
    let place = format!("{} {}", address.postcode, address.place);
    format!("{}\n{}{country}", street.trim(), place.trim())
}

fn account(login: &LoginAccount, step: Step) -> Account {
    match login.state() {
        login_account::State::Unspecified => Account::Unknown,
        // Kept from a later step after going back: the question is open again.
        _ if step < Step::ChoosingSubscription => Account::Unknown,
        login_account::State::None => Account::None,
        login_account::State::ToBeGenerated => Account::ToBeGenerated,
        login_account::State::Generating => Account::Generating,
        login_account::State::Pending => Account::Pending,
        login_account::State::Active => Account::Active,
        login_account::State::Linked => Account::Linked,
        login_account::State::Failed => Account::Failed,
        login_account::State::Lapsed => Account::Lapsed,
        login_account::State::Forgetting => Account::Forgetting,
        login_account::State::Forgotten => Account::Forgotten,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::{Ledger, Person, SubscriptionChoice};

    #[test]
    fn an_address_has_no_gap_where_a_part_is_missing() {
        let home = Address {
            house_number: "Rose Cottage".into(),
            place: "Paramaribo".into(),
            country: "SR".into(),
            ..Default::default()
        };
        assert_eq!(address(&home), "Rose Cottage\nParamaribo, SR");
        let dutch = Address {
            postcode: "9468 BG".into(),
            house_number: "41".into(),
            street: "Kruisakkers".into(),
            place: "Annen".into(),
            country: "NL".into(),
        };
        assert_eq!(address(&dutch), "Kruisakkers 41\n9468 BG Annen");
    }

    #[test]
    fn nothing_is_told_before_it_is_known() {
        let mut now = Registration {
            step: Step::EnteringPerson.into(),
            pass_number: "29401000075801".into(),
            person: Some(Person { birth_date: "01011991".into(), ..Default::default() }),
            subscription: Some(SubscriptionChoice { code: "0045".into(), ..Default::default() }),
            ..Default::default()
        };
        let early = summary(&now);
        assert_eq!((early.pass.as_str(), early.birth_date.as_str()), ("2 9401 00007580 1", ""));
        assert_eq!(early.subscription, "");
        now.step = Step::Settling.into();
        now.ledger = Some(Ledger { remaining: "58.00".into(), ..Default::default() });
        let stopped = Registration { step: Step::Cancelled.into(), subscription: None, ..now.clone() };
        assert_eq!(summary(&stopped).fee, "");
        let late = summary(&now);
        assert!(late.owes);
        assert_eq!(late.remaining, "€ 58,00");
    }
}
