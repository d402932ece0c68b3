//! The direct debit mandate.

use super::person::address_rules;
use super::{Fields, field, switch};
use crate::session::{Form, Session};
use balie_client::v1::{self, MandateSource, Registration};

/// Holder and place are the patron's own until the clerk says otherwise.
pub(super) fn load(now: &Registration) -> Fields {
    let mandate = now.mandate.clone().unwrap_or_default();
    let home = now.person.as_ref().and_then(|person| person.main_address.as_ref());
    let place = home.map(|home| home.place.clone()).unwrap_or_default();
    let or = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
    let address = mandate.address.unwrap_or_default();
    vec![
        field("iban", mandate.iban),
        field("bic", mandate.bic),
        field("holder", or(mandate.holder, &now.addressed_as)),
        field("place", or(mandate.place, &place)),
        field("address.country", address.country),
        field("address.street", address.street),
        field("address.house_number", address.house_number),
        field("address.postcode", address.postcode),
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
        // Its place is that above.
        address: Some(v1::Address {
            street: text("address.street"),
            house_number: text("address.house_number"),
            postcode: text("address.postcode"),
            country: text("address.country"),
            place: String::new(),
        }),
        switch_service: form.is_on("switch_service"),
    }
}

/// Fields of the address of the account holder; the country decides what the others must be.
const ADDRESS: [&str; 4] = ["address.country", "address.street", "address.house_number", "address.postcode"];

pub(super) fn fields(session: &Session) -> Vec<&'static str> {
    let all = ["iban", "bic", "holder", "place"].into_iter().chain(ADDRESS);
    all.filter(|path| shown(session, path)).collect()
}

/// The address of the account holder is asked when the daemon misses it, and stays in view as long as there is any of
/// it; its postcode only where the country has postcodes.
pub(super) fn shown(session: &Session, path: &str) -> bool {
    let form = &session.form;
    let Some(part) = path.strip_prefix("address.") else { return true };
    ADDRESS.iter().any(|path| form.is_in_use(path))
        && (part != "postcode" || address_rules(session, "address").asks_postcode() || form.is_in_use(path))
}

/// An address that is there, or that the daemon misses, is a whole one.
pub(super) fn required(session: &Session, path: &str) -> bool {
    let form = &session.form;
    let needed = || ADDRESS.iter().any(|path| !form.text(path).is_empty() || form.is_refused(path));
    match path.strip_prefix("address.") {
        None => matches!(path, "iban" | "holder" | "place"),
        // Blank, it is the Netherlands.
        Some("country") => false,
        Some(part) => {
            let house = form.text("address.house_number");
            needed() && address_rules(session, "address").requires(part, house)
        }
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
