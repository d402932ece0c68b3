//! Name, address and birth date (NAW).

use super::enums::Kind;
use balie_client::v1::{Address, Person, PersonKind};
use clap::Args;
use serde::Deserialize;

/// Name, address and birth date, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PersonInput {
    /// Kind of patron
    #[arg(long, value_enum)]
    pub kind: Option<Kind>,
    /// Initials, such as "A."
    #[arg(long)]
    pub initials: Option<String>,
    /// One name only, and so no initials
    #[arg(long)]
    pub no_initials: bool,
    /// Voorvoegsel, such as "van de"
    #[arg(long)]
    pub prefix: Option<String>,
    /// Surname; for an institution its name
    #[arg(long)]
    pub surname: Option<String>,
    /// Roepnaam: for youth only
    #[arg(long)]
    pub call_name: Option<String>,
    /// Birth date in any usual form
    #[arg(long)]
    #[serde(deserialize_with = "balie_reading::date")]
    pub birth_date: Option<String>,
    /// Hoofdadres.
    #[command(flatten)]
    pub main_address: AddressInput,
    /// Postadres; a part that holds a comma between double quotes
    #[arg(long, value_name = ADDRESS, value_parser = address)]
    pub postal_address: Option<AddressInput>,
    /// Factuuradres, likewise
    #[arg(long, value_name = ADDRESS, value_parser = address)]
    pub invoice_address: Option<AddressInput>,
    /// Alternatief adres, likewise
    #[arg(long, value_name = ADDRESS, value_parser = address)]
    pub alternative_address: Option<AddressInput>,
    /// Telephone
    #[arg(long)]
    pub phone: Option<String>,
    /// Number for text messages
    #[arg(long)]
    pub sms_number: Option<String>,
    /// E-mail address
    #[arg(long)]
    pub email: Option<String>,
    /// Contact person of an institution, or guardian of a minor
    #[arg(long)]
    pub contact_person: Option<String>,
    /// Telephone of the contact person
    #[arg(long)]
    pub contact_phone: Option<String>,
}

/// A postal address, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AddressInput {
    /// Postcode; absent where the country has none
    #[arg(long)]
    pub postcode: Option<String>,
    /// House number with addition; abroad a number or name, if any
    #[arg(long)]
    pub house_number: Option<String>,
    /// Street
    #[arg(long)]
    pub street: Option<String>,
    /// Place
    #[arg(long)]
    pub place: Option<String>,
    /// Country, two letters or its name; NL when absent
    #[arg(long)]
    pub country: Option<String>,
}

const ADDRESS: &str = "POSTCODE,NUMBER,STREET,PLACE[,COUNTRY]";

/// An address in one flag.
fn address(text: &str) -> Result<AddressInput, String> {
    let parts = parts(text).filter(|parts| matches!(parts.len(), 4 | 5));
    let mut parts =
        parts.ok_or_else(|| format!("expected {ADDRESS}, a part that holds a comma in \"\""))?.into_iter();
    Ok(AddressInput {
        postcode: parts.next(),
        house_number: parts.next(),
        street: parts.next(),
        place: parts.next(),
        country: parts.next(),
    })
}

/// What stands between the commas, as in CSV (RFC 4180): between double quotes a comma is one of the text, and two of
/// those quotes stand for one. None when the text after a quoted part goes on, or ends within one.
fn parts(text: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let (part, after) = match rest.trim_start().strip_prefix('"') {
            Some(inside) => quoted(inside)?,
            None => {
                let (part, after) = rest.split_at(rest.find(',').unwrap_or(rest.len()));
                (part.to_owned(), after)
            }
        };
        parts.push(part.trim().to_owned());
        rest = match after.trim_start() {
            "" => return Some(parts),
            more => more.strip_prefix(',')?,
        };
    }
}

/// The text up to the closing quote, and what stands behind it.
fn quoted(inside: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut rest = inside;
    loop {
        let (part, after) = rest.split_once('"')?;
        text.push_str(part);
        let Some(more) = after.strip_prefix('"') else { return Some((text, after)) };
        text.push('"');
        rest = more;
    }
}

impl From<AddressInput> for Address {
    fn from(input: AddressInput) -> Self {
        Self {
            postcode: input.postcode.unwrap_or_default(),
            house_number: input.house_number.unwrap_or_default(),
            street: input.street.unwrap_or_default(),
            place: input.place.unwrap_or_default(),
            country: input.country.unwrap_or_default(),
        }
    }
}

impl From<PersonInput> for Person {
    fn from(input: PersonInput) -> Self {
        Self {
            kind: input.kind.map_or(PersonKind::Unspecified, PersonKind::from).into(),
            initials: input.initials.unwrap_or_default(),
            no_initials: input.no_initials,
            prefix: input.prefix.unwrap_or_default(),
            surname: input.surname.unwrap_or_default(),
            call_name: input.call_name.unwrap_or_default(),
            birth_date: input.birth_date.unwrap_or_default(),
            main_address: Some(input.main_address.into()),
            postal_address: input.postal_address.map(Address::from),
            invoice_address: input.invoice_address.map(Address::from),
            alternative_address: input.alternative_address.map(Address::from),
            phone: input.phone.unwrap_or_default(),
            sms_number: input.sms_number.unwrap_or_default(),
            email: input.email.unwrap_or_default(),
            contact_person: input.contact_person.unwrap_or_default(),
            contact_phone: input.contact_phone.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_fits_in_one_flag() {
        let parsed = address("9468 BG, 41, Kruisakkers, Annen").unwrap();
        assert_eq!(parsed.street.as_deref(), Some("Kruisakkers"));
        assert_eq!(parsed.country, None);
        assert_eq!(address("49549,3,Weg,Ladbergen,DE").unwrap().country.as_deref(), Some("DE"));
        assert!(address("9468 BG 41").is_err());
    }

    #[test]
    fn a_part_between_quotes_may_hold_a_comma() {
        for (typed, street, place) in [
            (r#"1010,1,Stephansplatz,"Wien, 1. Bezirk",AT"#, "Stephansplatz", "Wien, 1. Bezirk"),
            (r#"1010, 1, "Am Hof, Hinterhaus" , "Wien" , AT"#, "Am Hof, Hinterhaus", "Wien"),
            (r#"1010,1,"Zum ""Adler""",Wien,AT"#, "Zum \"Adler\"", "Wien"),
            (r#"1010,1,Zum "Adler",Wien,AT"#, "Zum \"Adler\"", "Wien"),
        ] {
            let parsed = address(typed).unwrap();
            assert_eq!((parsed.street.as_deref(), parsed.place.as_deref()), (Some(street), Some(place)));
            assert_eq!((parsed.postcode.as_deref(), parsed.country.as_deref()), (Some("1010"), Some("AT")));
        }
        for typed in [
            "1010,1,Stephansplatz,Wien, 1. Bezirk,AT",
            r#"1010,1,Stephansplatz,"Wien,AT"#,
            r#"1010,1,"Am Hof" 2,Wien,AT"#,
        ] {
            let refused = address(typed).unwrap_err();
            assert!(refused.contains(ADDRESS) && refused.contains("comma"), "{refused}");
        }
    }
}
