//! Field masks of listings (AIP-157).

use super::status::{Refusal, bad_field};
use balie_proto::v1::Registration;
use balie_registration::Lang;
use prost_types::FieldMask;
use tonic::Status;

/// Keeps only the fields named; all when the mask is empty. Only whole fields of the resource are known.
///
/// # Errors
/// `INVALID_ARGUMENT` for a field that does not exist.
pub fn masked(full: Registration, mask: Option<&FieldMask>, lang: Lang) -> Result<Registration, Status> {
    let Some(mask) = mask.filter(|mask| !mask.paths.is_empty()) else { return Ok(full) };
    // Whoever reads some fields is told all the same that they may be cut.
    let mut kept = Registration { shortened: full.shortened, ..Default::default() };
    macro_rules! keep {
        ($path:expr, $($field:ident),+ $(,)?) => {
            match $path {
                $(stringify!($field) => kept.$field = full.$field.clone(),)+
                _ => return Err(bad_field("read_mask", Refusal::ReadMask, lang)),
            }
        };
    }
    for path in &mask.paths {
        if path == "*" {
            return Ok(full);
        }
        keep!(
            path.as_str(),
            name,
            etag,
            revision,
            change_number,
            create_time,
            update_time,
            branch,
            station,
            step,
            pass_number,
            person,
            salutation,
            addressed_as,
            duplicates,
            details,
            login,
            subscription,
            patron_number,
            enrolment_date,
            ledger,
            pass_print,
            mandate,
            cancel_reason,
            possible_commands,
            age,
            shortened,
        );
    }
    Ok(kept)
}

/// What a list shows of a registration: name and birth date, no addresses, and the IBAN masked.
pub fn listed(mut full: Registration) -> Registration {
    if let Some(person) = &mut full.person {
        *person = balie_proto::v1::Person {
            kind: person.kind,
            initials: std::mem::take(&mut person.initials),
            prefix: std::mem::take(&mut person.prefix),
            surname: std::mem::take(&mut person.surname),
            call_name: std::mem::take(&mut person.call_name),
            birth_date: std::mem::take(&mut person.birth_date),
            no_initials: person.no_initials,
            ..Default::default()
        };
    }
    if let Some(details) = &mut full.details {
        details.iban = masked_iban(&details.iban);
    }
    if let Some(mandate) = &mut full.mandate {
        mandate.iban = masked_iban(&mandate.iban);
        mandate.address = None;
    }
    if let Some(login) = &mut full.login {
        login.email.clear();
    }
    full
}

fn masked_iban(iban: &str) -> String {
    balie_registration::values::Iban::parse(iban).map(|iban| iban.masked()).unwrap_or_default()
}
