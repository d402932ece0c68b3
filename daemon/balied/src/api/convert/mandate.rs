//! The mandate, from the heart to the wire.

use super::person::{address_view, kept_address_view};
use balie_proto::v1 as pb;
use balie_registration::machine::{MandateForm, MandateInput, MandateSource, Standing, State};
use pb::mandate::State as Wire;

/// The mandate of a registration, once one is asked for.
pub fn mandate_view(state: &State, document_stored: bool) -> Option<pb::Mandate> {
    let mut view = match state {
        State::EnteringMandate { typed, member, .. } => pb::Mandate {
            state: Wire::Entering.into(),
            ..typed.as_ref().map_or_else(
                || pb::Mandate {
                    iban: member
                        .enrolment
                        .patron
                        .details
                        .iban
                        .as_ref()
                        .map(|iban| iban.printed())
                        .unwrap_or_default(),
                    ..Default::default()
                },
                typed_view,
            )
        },
        State::SigningMandate { form, .. } => form_view(form, Wire::Signing),
        State::ProcessingMandate { form, source, .. } => {
            pb::Mandate { source: source_view(*source).into(), ..form_view(form, Wire::Processing) }
        }
        State::VerifyingMandate { form, source, .. } => {
            pb::Mandate { source: source_view(*source).into(), ..form_view(form, Wire::Verifying) }
        }
        State::Enrolled { mandate, .. } => standing_view(mandate)?,
        State::Cancelled { was, .. } => mandate_view(was, document_stored)?,
        _ => return None,
    };
    view.document_stored = document_stored;
    Some(view)
}

fn standing_view(standing: &Standing) -> Option<pb::Mandate> {
    match standing {
        Standing::None => None,
        Standing::Active { form, source, signed_on } => Some(pb::Mandate {
            signed_date: signed_on.to_string(),
            source: source_view(*source).into(),
            ..form_view(form, Wire::Active)
        }),
        Standing::Revoked { form, signed_on, revoked_on, reason } => Some(pb::Mandate {
            signed_date: signed_on.to_string(),
            revoked_date: revoked_on.to_string(),
            revoked_reason: reason.to_string(),
            ..form_view(form, Wire::Revoked)
        }),
    }
}

fn form_view(form: &MandateForm, state: Wire) -> pb::Mandate {
    pb::Mandate {
        state: state.into(),
        reference: form.reference.to_string(),
        iban: form.iban.printed(),
        bic: form.bic.as_ref().map(ToString::to_string).unwrap_or_default(),
        holder: form.holder.to_string(),
        place: form.place.to_string(),
        address: form.address.as_ref().map(address_view),
        switch_service: form.switch_service,
        ..Default::default()
    }
}

fn typed_view(typed: &MandateInput) -> pb::Mandate {
    pb::Mandate {
        iban: typed.iban.clone(),
        bic: typed.bic.clone(),
        holder: typed.holder.clone(),
        place: typed.place.clone(),
        address: kept_address_view(&typed.address),
        switch_service: typed.switch_service,
        ..Default::default()
    }
}

fn source_view(source: MandateSource) -> pb::MandateSource {
    match source {
        MandateSource::Scan => pb::MandateSource::Scan,
        MandateSource::File => pb::MandateSource::File,
        MandateSource::NoUpload => pb::MandateSource::NoUpload,
    }
}
