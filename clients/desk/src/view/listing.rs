//! Rows of the overview.

use super::summary::pass_shown;
use super::{settled, step};
use crate::typed::{cents_of, date_shown, moment_shown, when_shown};
use crate::ui::{Row, Settled, Waits};
use balie_client::v1::{Registration, Step, login_account, pass_print};
use chrono::NaiveDate;

/// What a registration waits for: of several things, what is most urgent.
pub fn waits(now: &Registration) -> Waits {
    let print = now.pass_print.as_ref().map(|print| print.state()).unwrap_or_default();
    let account = now.login.as_ref().map(|login| login.state()).unwrap_or_default();
    if now.step() == Step::IssuingPass && print == pass_print::State::Unknown {
        return Waits::PrintOutcome;
    }
    match account {
        login_account::State::Lapsed => return Waits::AccountLapsed,
        login_account::State::Failed => return Waits::AccountFailed,
        _ => {}
    }
    match (now.step(), print) {
        (Step::AwaitingPass, _) => Waits::Pass,
        (Step::Settling, _) => Waits::Payment,
        (Step::IssuingPass, pass_print::State::Printing) => Waits::Card,
        (Step::IssuingPass, pass_print::State::Spoiled) => Waits::Spoiled,
        (Step::IssuingPass, _) => Waits::Print,
        (Step::SigningMandate, _) => Waits::Signature,
        (Step::EnteringMandate | Step::ProcessingMandate | Step::VerifyingMandate, _) => Waits::Mandate,
        (Step::Cancelled, _) => Waits::Nothing,
        (Step::Enrolled, _) if account == login_account::State::Pending => Waits::AccountPending,
        (Step::Enrolled, _) if owes(now) => Waits::Debt,
        (Step::Enrolled, _) => Waits::Nothing,
        _ => Waits::Clerk,
    }
}

fn owes(now: &Registration) -> bool {
    let remaining = now.ledger.as_ref().and_then(|ledger| cents_of(&ledger.remaining)).unwrap_or_default();
    remaining > 0 && settled(now) != Settled::DirectDebit
}

/// It waits for the clerk, and not for the patron or a device.
pub fn waits_for_clerk(waits: Waits) -> bool {
    !matches!(
        waits,
        Waits::Nothing | Waits::Card | Waits::Signature | Waits::AccountPending | Waits::Debt | Waits::Clerk
    )
}

/// A row.
pub fn row(now: &Registration, today: NaiveDate) -> Row {
    let person = now.person.clone().unwrap_or_default();
    let name = if now.addressed_as.is_empty() {
        [person.initials, person.prefix, person.surname]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        now.addressed_as.clone()
    };
    let waits = waits(now);
    let deadline = now.login.as_ref().and_then(|login| login.activation_deadline.as_ref());
    Row {
        name: now.name.as_str().into(),
        title: name.into(),
        birth_date: date_shown(&person.birth_date).into(),
        step: step(now.step()),
        pass: pass_shown(&now.pass_number).into(),
        patron: now.patron_number.as_str().into(),
        when: when_shown(now.update_time.as_ref(), today).into(),
        station: now.station.as_str().into(),
        waits,
        deadline: if waits == Waits::AccountPending { moment_shown(deadline).into() } else { "".into() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::{Ledger, LoginAccount, PassPrint, Person};

    fn at(step: Step) -> Registration {
        Registration { step: step.into(), ..Default::default() }
    }

    #[test]
    fn the_most_urgent_is_told() {
        let mut now = at(Step::IssuingPass);
        assert_eq!(waits(&now), Waits::Print);
        now.login = Some(LoginAccount { state: login_account::State::Lapsed.into(), ..Default::default() });
        assert_eq!(waits(&now), Waits::AccountLapsed);
        now.pass_print = Some(PassPrint { state: pass_print::State::Unknown.into(), ..Default::default() });
        assert_eq!(waits(&now), Waits::PrintOutcome);
        assert!(waits_for_clerk(waits(&now)));
    }

    #[test]
    fn what_waits_for_the_patron_does_not_wait_for_the_clerk() {
        assert!(!waits_for_clerk(waits(&at(Step::SigningMandate))));
        assert!(waits_for_clerk(waits(&at(Step::Settling))));
        let mut enrolled = at(Step::Enrolled);
        enrolled.ledger = Some(Ledger { remaining: "58.00".into(), ..Default::default() });
        assert_eq!(waits(&enrolled), Waits::Debt);
    }

    #[test]
    fn a_row_has_a_name_as_soon_as_one_was_typed() {
        let mut now = at(Step::EnteringPerson);
        let today = NaiveDate::from_ymd_opt(2026, 5, 1).unwrap();
        assert_eq!(row(&now, today).title, "");
        now.person = Some(Person { prefix: "van de".into(), surname: "Test".into(), ..Default::default() });
        assert_eq!(row(&now, today).title, "van de Test");
    }
}
