//! The direct debit mandate.

use super::{Fields, field, switch};
use crate::session::{Form, Session};
use balie_client::v1::{self, MandateSource, Registration};

/// Holder and place are the patron's own until the clerk says otherwise.
pub(super) fn load(now: &Registration) -> Fields {
    let mandate = now.mandate.clone().unwrap_or_default();
    let home = now.person.as_ref().and_then(|person| person.main_address.as_ref());
    let place = home.map(|home| home.place.clone()).unwrap_or_default();
    let or = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
    vec![
        field("iban", mandate.iban),
        field("bic", mandate.bic),
        field("holder", or(mandate.holder, &now.addressed_as)),
        field("place", or(mandate.place, &place)),
        field("switch_service", switch(mandate.switch_service)),
    ]
}

pub(super) fn entered(form: &Form) -> v1::EnterMandate {
    let text = |path: &str| form.text(path).trim().to_owned();
    v1::EnterMandate {
        iban: text("iban"),
        bic: text("bic"),
        holder: text("holder"),
        place: text("place"),
        switch_service: form.is_on("switch_service"),
    }
}

pub(super) fn source(form: &Form) -> MandateSource {
    match form.text("source") {
        "file" => MandateSource::File,
        "scan" => MandateSource::Scan,
        _ => MandateSource::NoUpload,
    }
}

pub(super) fn load_processing(now: &Registration, scanned: &str) -> Fields {
    let source = match now.mandate.as_ref().map(|mandate| mandate.source()).unwrap_or_default() {
        MandateSource::File => "file",
        MandateSource::Scan => "scan",
        _ => "no-upload",
    };
    vec![field("source", source), field("code", scanned)]
}

/// The barcode that opened the registration in view, when it is of its mandate.
pub(in crate::session) fn scanned_code(session: &Session) -> &str {
    let reference = session.registration().and_then(|now| now.mandate.as_ref());
    let own = reference.is_some_and(|mandate| mandate.reference == session.scanned_mandate);
    if own { &session.scanned_mandate } else { "" }
}
