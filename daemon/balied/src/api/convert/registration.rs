//! The registration, from the heart to the wire.

use super::login::{account_view, kept_login_view, login_view, search_view};
use super::mandate::mandate_view;
use super::money::{decimal, ledger_view};
use super::person::{details_view, kept_details_view, kept_person_view, person_view, salutation_view};
use super::subscription::{choice_view, kept_choice_view};
use super::timestamp;
use crate::hub::Stored;
use balie_proto::v1 as pb;
use balie_registration::machine::{
    Candidate, Issued, JobId, Likeness, PassPrint, Registration, State, Step, local_date, table,
};
use chrono::{DateTime, Utc};

/// Resource name of a registration.
pub fn registration_name(id: impl std::fmt::Display) -> String {
    format!("registrations/{id}")
}

/// Resource name of a job.
pub fn job_name(job: JobId) -> String {
    format!("jobs/{}", job.0)
}

/// The step on the wire.
pub fn step_view(step: Step) -> pb::Step {
    match step {
        Step::AwaitingPass => pb::Step::AwaitingPass,
        Step::EnteringPerson => pb::Step::EnteringPerson,
        Step::ChoosingPerson => pb::Step::ChoosingPerson,
        Step::EnteringDetails => pb::Step::EnteringDetails,
        Step::ChoosingLogin => pb::Step::ChoosingLogin,
        Step::ChoosingAccount => pb::Step::ChoosingAccount,
        Step::FindingAccount => pb::Step::FindingAccount,
        Step::ChoosingSubscription => pb::Step::ChoosingSubscription,
        Step::Confirming => pb::Step::Confirming,
        Step::Settling => pb::Step::Settling,
        Step::IssuingPass => pb::Step::IssuingPass,
        Step::EnteringMandate => pb::Step::EnteringMandate,
        Step::SigningMandate => pb::Step::SigningMandate,
        Step::ProcessingMandate => pb::Step::ProcessingMandate,
        Step::VerifyingMandate => pb::Step::VerifyingMandate,
        Step::Enrolled => pb::Step::Enrolled,
        Step::Cancelled => pb::Step::Cancelled,
    }
}

/// The step from the wire; none when unspecified or unknown.
pub fn step_from_wire(step: i32) -> Option<Step> {
    Step::ALL.iter().copied().find(|known| i32::from(step_view(*known)) == step)
}

/// A registration as its clerk sees it.
pub fn registration_view(stored: &Stored, now: DateTime<Utc>) -> pb::Registration {
    let Registration { id, revision, created_at, updated_at, state } = &stored.registration;
    let step = state.step();
    let possible = table::possible(step).into_iter().map(|command| command.name().to_owned()).collect();
    let person = state.person();
    let mut view = pb::Registration {
        name: registration_name(id),
        etag: stored.etag(),
        revision: *revision,
        change_number: stored.change_number,
        create_time: Some(timestamp(*created_at)),
        update_time: Some(timestamp(*updated_at)),
        branch: stored.branch.clone(),
        station: stored.station.clone(),
        step: step_view(step).into(),
        pass_number: state.pass().map(|pass| pass.number.to_string()).unwrap_or_default(),
        possible_commands: possible,
        person: person.map(person_view),
        age: person
            .map_or(0, |person| i32::try_from(person.birth_date.age_on(local_date(now))).unwrap_or_default()),
        ..Default::default()
    };
    fill_identity(&mut view, state);
    fill_answers(&mut view, state);
    fill_enrolment(&mut view, state);
    view.duplicates = stored.duplicates.iter().map(duplicate_view).collect();
    view.pass_print = pass_print(state);
    view.mandate = mandate_view(state, stored.document_stored);
    if let State::Cancelled { reason, pass_is_free, .. } = state {
        view.cancel_reason = reason.to_string();
        view.pass_free = *pass_is_free && state.pass().is_some();
    }
    view
}

fn fill_identity(view: &mut pb::Registration, state: &State) {
    let kept = state.kept();
    let chosen = state.identity().map(|identity| identity.salutation);
    let kept_salutation = kept.and_then(|kept| kept.identity.as_ref()).and_then(|kept| kept.salutation);
    if let Some(salutation) = chosen.or(kept_salutation) {
        view.salutation = salutation_view(salutation).into();
    }
    if let Some(person) = state.person() {
        let salutation = chosen.or(kept_salutation).unwrap_or_else(|| person.kind.salutation());
        view.addressed_as = person.name.addressed(salutation);
    }
}

fn fill_answers(view: &mut pb::Registration, state: &State) {
    let kept = state.kept();
    if view.person.is_none() {
        view.person = kept.and_then(|kept| kept.person.as_ref()).map(kept_person_view);
    }
    view.details = match state.patron() {
        Some(patron) => Some(details_view(&patron.details)),
        None => kept.and_then(|kept| kept.details.as_ref()).map(kept_details_view),
    };
    view.login = match state {
        State::FindingAccount { email, search, kept, .. } => Some(search_view(email, search, kept)),
        State::ChoosingSubscription { login, .. } | State::Confirming { login, .. } => {
            Some(login_view(login))
        }
        _ => kept.and_then(|kept| kept.login.as_ref()).map(kept_login_view),
    };
    view.subscription = match state.choice() {
        Some(choice) => Some(choice_view(choice)),
        None => kept.and_then(|kept| kept.subscription.as_ref()).map(kept_choice_view),
    };
}

fn fill_enrolment(view: &mut pb::Registration, state: &State) {
    if let Some(enrolment) = state.enrolment() {
        view.patron_number = enrolment.patron_number.to_string();
        view.enrolment_date = enrolment.choice.enrolled_on.to_string();
        view.login = Some(account_view(&enrolment.account));
    }
    view.ledger = ledger_view(state);
    if let (None, Some(choice)) = (&view.ledger, state.choice()) {
        let fee = decimal(choice.fee);
        let zero = "0.00".to_owned();
        view.ledger = Some(pb::Ledger {
            session_amount: fee.clone(),
            received: zero.clone(),
            remitted: zero.clone(),
            remaining: fee,
            last_change: zero,
            settlement: 0,
        });
    }
}

/// A possible duplicate.
pub fn duplicate_view(found: &(Candidate, Vec<Likeness>)) -> pb::Duplicate {
    let (candidate, why) = found;
    pb::Duplicate {
        registration: registration_name(candidate.registration),
        full_name: candidate.full_name.clone(),
        birth_date: candidate.birth_date.date().iso(),
        pass_number: candidate.pass.map(|pass| pass.to_string()).unwrap_or_default(),
        patron_number: candidate.patron_number.map(|number| number.to_string()).unwrap_or_default(),
        reasons: why.iter().map(|why| why.code().to_owned()).collect(),
        step: step_view(candidate.step).into(),
    }
}

fn pass_print(state: &State) -> Option<pb::PassPrint> {
    use pb::pass_print::State as Wire;
    let view = |state: Wire, job: Option<JobId>, failure: Option<&String>| pb::PassPrint {
        state: state.into(),
        job: job.map(job_name).unwrap_or_default(),
        last_failure: failure.cloned().unwrap_or_default(),
    };
    if let State::IssuingPass { print, .. } = state {
        return Some(match print {
            PassPrint::Ready { last_failure } => view(Wire::Ready, None, last_failure.as_ref()),
            PassPrint::Printing { job } => view(Wire::Printing, Some(*job), None),
            PassPrint::Unknown { job, reason } => view(Wire::Unknown, Some(*job), Some(reason)),
            PassPrint::Spoiled => view(Wire::Spoiled, None, None),
        });
    }
    Some(match state.member()?.issued {
        Issued::Printed { job, .. } => view(Wire::Printed, Some(job), None),
        Issued::Unprinted { .. } => view(Wire::Unprinted, None, None),
    })
}
