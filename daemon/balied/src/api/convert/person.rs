//! NAW and further data, both ways.

use crate::api::status::{Refusal, bad_field};
use balie_proto::v1 as pb;
use balie_registration::Lang;
use balie_registration::machine::{
    Address, AddressInput, Details, DetailsInput, PatronName, Person, PersonInput, PersonKind,
};
use balie_registration::values::Salutation;
use tonic::Status;

/// The typed person.
///
/// # Errors
/// `INVALID_ARGUMENT` for a kind that does not exist.
pub fn person_input(person: pb::Person, lang: Lang) -> Result<PersonInput, Status> {
    Ok(PersonInput {
        kind: kind(person.kind, lang)?,
        initials: person.initials,
        no_initials: person.no_initials,
        prefix: person.prefix,
        surname: person.surname,
        call_name: person.call_name,
        birth_date: person.birth_date,
        main_address: address_input(person.main_address),
        postal_address: address_input(person.postal_address),
        invoice_address: address_input(person.invoice_address),
        alternative_address: address_input(person.alternative_address),
        phone: person.phone,
        sms_number: person.sms_number,
        email: person.email,
        contact_person: person.contact_person,
        contact_phone: person.contact_phone,
    })
}

/// The typed address; none is a blank one.
pub fn address_input(address: Option<pb::Address>) -> AddressInput {
    let address = address.unwrap_or_default();
    AddressInput {
        postcode: address.postcode,
        house_number: address.house_number,
        street: address.street,
        place: address.place,
        country: address.country,
    }
}

/// The typed further data.
pub fn details_input(details: pb::Details, new_person: bool) -> DetailsInput {
    DetailsInput {
        iban: details.iban,
        newsletter: details.newsletter,
        selection: details.selection,
        new_person,
    }
}

/// The kind of person; none when unspecified.
///
/// # Errors
/// `INVALID_ARGUMENT` for a kind that does not exist.
pub fn kind(kind: i32, lang: Lang) -> Result<Option<PersonKind>, Status> {
    Ok(match pb::PersonKind::try_from(kind) {
        Ok(pb::PersonKind::Unspecified) => None,
        Ok(pb::PersonKind::Man) => Some(PersonKind::Man),
        Ok(pb::PersonKind::Woman) => Some(PersonKind::Woman),
        Ok(pb::PersonKind::Neutral) => Some(PersonKind::Neutral),
        Ok(pb::PersonKind::Institution) => Some(PersonKind::Institution),
        Err(_) => return Err(bad_field("person.kind", Refusal::UnknownValue, lang)),
    })
}

/// The salutation; none when unspecified.
///
/// # Errors
/// `INVALID_ARGUMENT` for a salutation that does not exist.
pub fn salutation(salutation: i32, lang: Lang) -> Result<Option<Salutation>, Status> {
    Ok(match pb::Salutation::try_from(salutation) {
        Ok(pb::Salutation::Unspecified) => None,
        Ok(pb::Salutation::Mr) => Some(Salutation::Mr),
        Ok(pb::Salutation::Mrs) => Some(Salutation::Mrs),
        Ok(pb::Salutation::Neutral) => Some(Salutation::Neutral),
        Ok(pb::Salutation::Institution) => Some(Salutation::Institution),
        Err(_) => return Err(bad_field("salutation", Refusal::UnknownValue, lang)),
    })
}

/// The salutation on the wire.
pub fn salutation_view(salutation: Salutation) -> pb::Salutation {
    match salutation {
        Salutation::Mr => pb::Salutation::Mr,
        Salutation::Mrs => pb::Salutation::Mrs,
        Salutation::Neutral => pb::Salutation::Neutral,
        Salutation::Institution => pb::Salutation::Institution,
    }
}

fn kind_view(kind: PersonKind) -> pb::PersonKind {
    match kind {
        PersonKind::Man => pb::PersonKind::Man,
        PersonKind::Woman => pb::PersonKind::Woman,
        PersonKind::Neutral => pb::PersonKind::Neutral,
        PersonKind::Institution => pb::PersonKind::Institution,
    }
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// The checked person.
pub fn person_view(person: &Person) -> pb::Person {
    let mut view = pb::Person {
        kind: kind_view(person.kind).into(),
        call_name: text(person.call_name.as_ref()),
        birth_date: person.birth_date.date().iso(),
        main_address: person.main_address.as_ref().map(address_view),
        postal_address: person.postal_address.as_ref().map(address_view),
        invoice_address: person.invoice_address.as_ref().map(address_view),
        alternative_address: person.alternative_address.as_ref().map(address_view),
        phone: person.phone.as_ref().map(|phone| phone.e164().to_owned()).unwrap_or_default(),
        sms_number: person
            .sms_number
            .as_ref()
            .map(|number| number.phone().e164().to_owned())
            .unwrap_or_default(),
        email: text(person.email.as_ref()),
        contact_person: text(person.contact_person.as_ref()),
        contact_phone: person.contact_phone.as_ref().map(|phone| phone.e164().to_owned()).unwrap_or_default(),
        no_initials: person.no_initials,
        ..Default::default()
    };
    match &person.name {
        PatronName::Person(name) => {
            view.initials = text(name.initials.as_ref());
            view.prefix = text(name.prefix.as_ref());
            view.surname = name.surname.to_string();
        }
        PatronName::Institution(name) => view.surname = name.to_string(),
    }
    view
}

/// What was typed and kept after stepping back.
pub fn kept_person_view(input: &PersonInput) -> pb::Person {
    pb::Person {
        kind: input.kind.map_or(pb::PersonKind::Unspecified, kind_view).into(),
        initials: input.initials.clone(),
        prefix: input.prefix.clone(),
        surname: input.surname.clone(),
        call_name: input.call_name.clone(),
        birth_date: input.birth_date.clone(),
        main_address: kept_address_view(&input.main_address),
        postal_address: kept_address_view(&input.postal_address),
        invoice_address: kept_address_view(&input.invoice_address),
        alternative_address: kept_address_view(&input.alternative_address),
        phone: input.phone.clone(),
        sms_number: input.sms_number.clone(),
        email: input.email.clone(),
        contact_person: input.contact_person.clone(),
        contact_phone: input.contact_phone.clone(),
        no_initials: input.no_initials,
    }
}

pub(super) fn kept_address_view(input: &AddressInput) -> Option<pb::Address> {
    (!input.is_blank()).then(|| pb::Address {
        postcode: input.postcode.clone(),
        house_number: input.house_number.clone(),
        street: input.street.clone(),
        place: input.place.clone(),
        country: input.country.clone(),
    })
}

pub(super) fn address_view(address: &Address) -> pb::Address {
    pb::Address {
        postcode: address.postcode.clone(),
        house_number: address.house_number.as_ref().map(ToString::to_string).unwrap_or_default(),
        street: address.street.as_ref().map(ToString::to_string).unwrap_or_default(),
        place: address.place.to_string(),
        country: address.country.to_string(),
    }
}

/// The checked further data; the IBAN in full, for the clerk of this registration.
pub fn details_view(details: &Details) -> pb::Details {
    pb::Details {
        iban: details.iban.as_ref().map(|iban| iban.printed()).unwrap_or_default(),
        newsletter: details.newsletter,
        selection: details.selection.clone().unwrap_or_default(),
    }
}

/// What was typed and kept.
pub fn kept_details_view(input: &DetailsInput) -> pb::Details {
    pb::Details { iban: input.iban.clone(), newsletter: input.newsletter, selection: input.selection.clone() }
}
