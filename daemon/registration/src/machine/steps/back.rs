//! One step back. Nothing typed is lost: the answers stay in `Kept`.

use crate::machine::handle::{Next, Stepped};
use crate::machine::input::{AddressInput, MandateInput};
use crate::machine::rejection::Rule;
use crate::machine::state::{Login, MandateForm, Search, State};

/// Goes one step back where there is a way back.
pub fn step_back(state: State) -> Stepped {
    let state = match state {
        State::EnteringPerson { kept, .. } => State::AwaitingPass { kept },
        State::ChoosingPerson { pass, kept, .. } => State::EnteringPerson { pass, kept },
        State::EnteringDetails { pass, person, kept, .. } => State::ChoosingPerson { pass, person, kept },
        State::ChoosingLogin { patron, kept } => State::EnteringDetails {
            pass: patron.pass,
            person: Box::new(patron.person),
            identity: patron.identity,
            kept,
        },
        State::ChoosingAccount { patron, kept, .. } => State::ChoosingLogin { patron, kept },
        // A search that still runs is left alone: its answer finds nobody waiting and is refused.
        State::FindingAccount { patron, email, kept, .. } => State::ChoosingAccount { patron, email, kept },
        State::ChoosingSubscription { patron, login, kept } => match login {
            Login::None => State::ChoosingLogin { patron, kept },
            Login::New { email } => State::ChoosingAccount { patron, email, kept },
            Login::Existing { email, .. } => {
                State::FindingAccount { patron, email, search: Search::Idle, kept }
            }
        },
        State::Confirming { patron, login, kept, .. } => State::ChoosingSubscription { patron, login, kept },
        State::EnteringMandate { member, before: Some(mandate), .. } => {
            State::Enrolled { member, mandate: *mandate }
        }
        // The form that was made is void: entering again gives a new reference.
        State::SigningMandate { member, form, before } => {
            State::EnteringMandate { member, typed: Some(typed(&form)), before }
        }
        State::ProcessingMandate { member, form, before, .. } => {
            State::SigningMandate { member, form, before }
        }
        State::VerifyingMandate { member, form, source, before } => {
            State::ProcessingMandate { member, form, source, before }
        }
        _ => return Err(Rule::NoWayBack.into()),
    };
    Ok(Next::to(state, &["step"]))
}

fn typed(form: &MandateForm) -> MandateInput {
    MandateInput {
        iban: form.iban.printed(),
        bic: form.bic.as_ref().map(ToString::to_string).unwrap_or_default(),
        holder: form.holder.to_string(),
        place: form.place.to_string(),
        address: form.address.as_ref().map(AddressInput::from).unwrap_or_default(),
        switch_service: form.switch_service,
    }
}
