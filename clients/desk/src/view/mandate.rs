//! The direct debit mandate.

use crate::session::Open;
use crate::typed::date_shown;
use crate::ui::{MandateState, MandateView};
use balie_client::v1::mandate::State;

/// The mandate of the registration in view. The IBAN is shown in full: the clerk must compare it.
pub fn mandate(open: &Open) -> MandateView {
    let mandate = open.registration.mandate.clone().unwrap_or_default();
    MandateView {
        state: match mandate.state() {
            State::Unspecified => MandateState::None,
            State::Entering => MandateState::Entering,
            State::Signing => MandateState::Signing,
            State::Processing => MandateState::Processing,
            State::Verifying => MandateState::Verifying,
            State::Active => MandateState::Active,
            State::Revoked => MandateState::Revoked,
        },
        reference: mandate.reference.into(),
        iban: crate::typed::shape_iban(&mandate.iban).into(),
        bic: mandate.bic.into(),
        holder: mandate.holder.into(),
        place: mandate.place.into(),
        signed: date_shown(&mandate.signed_date).into(),
        revoked: date_shown(&mandate.revoked_date).into(),
        reason: mandate.revoked_reason.into(),
        stored: mandate.document_stored,
        switch_service: mandate.switch_service,
        file: open.saved_form.as_str().into(),
    }
}
