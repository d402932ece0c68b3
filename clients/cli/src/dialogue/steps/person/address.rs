//! The addresses of a patron as fields of a form.

use crate::dialogue::form::{Field, always, any_text};
use crate::text::{Lang, fields as words};
use balie_client::address::{AddressRules, NETHERLANDS};
use balie_client::v1::{Address, AddressForm, Person};
use balie_typed::text::tidy;

/// Postcode as typed and shown: the country in front where it is not the Netherlands.
pub(super) fn postcode(address: &Address) -> String {
    match address.country.as_str() {
        "" | NETHERLANDS => address.postcode.clone(),
        country => format!("{country} {}", address.postcode).trim_end().to_owned(),
    }
}

/// Takes a postcode with or without a country in front, such as `DE 26871` or `Duitsland 26871`, or a country alone by
/// its code or name, such as `SR` or `Suriname`. What stands in front of the first word with a digit is a name.
pub(super) fn take_postcode(address: &mut Address, typed: &str) {
    let typed = tidy(typed);
    let is_code = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let (country, postcode) = match typed.split_once([' ', '-']) {
        Some((front, rest)) if is_code(front) => (front, rest),
        _ => typed.split_at(name_in_front(&typed)),
    };
    let country = country.trim();
    address.country = if is_code(country) { country.to_uppercase() } else { country.to_owned() };
    address.postcode = postcode.trim().to_owned();
}

/// How long the words without a digit in front are.
fn name_in_front(typed: &str) -> usize {
    let Some(digit) = typed.find(char::is_numeric) else { return typed.len() };
    typed[..digit].rfind(' ').unwrap_or_default()
}

/// Whether a field of an address must be filled in for the country that was typed; true for every other field.
pub(super) fn requires(forms: &[AddressForm], person: &Person, path: &str) -> bool {
    let Some((address, part)) = part(person, path) else { return true };
    let (country, house) =
        address.map_or(("", ""), |address| (address.country.as_str(), address.house_number.as_str()));
    AddressRules::of(forms, country).requires(part, house)
}

/// The address that a field is a part of, as far as it is there, and the name of the part; none for every other field.
fn part<'p>(person: &'p Person, path: &'p str) -> Option<(Option<&'p Address>, &'p str)> {
    let (address, part) = path.strip_prefix("person.").unwrap_or(path).split_once('.')?;
    let address = match address {
        "main_address" => &person.main_address,
        "postal_address" => &person.postal_address,
        "invoice_address" => &person.invoice_address,
        "alternative_address" => &person.alternative_address,
        _ => return None,
    };
    Some((address.as_ref(), part))
}

/// What may be typed for a postcode that was refused for this reason: that a country belongs in front, or what belongs
/// behind the country.
pub(super) fn remedy(
    lang: Lang,
    forms: &[AddressForm],
    person: &Person,
    path: &str,
    reason: &str,
) -> Option<String> {
    let Some((address, "postcode")) = part(person, path) else { return None };
    let country = address.map_or("", |address| address.country.as_str());
    match (reason, AddressRules::of(forms, country)) {
        ("POSTCODE_FORM", _) => Some(words::postcode_abroad(lang).to_owned()),
        ("REQUIRED", AddressRules::Abroad(form)) => {
            let example = format!("{} {}", form.country, form.postcode_example);
            Some(words::postcode_too(lang, example.trim_end()))
        }
        _ => None,
    }
}

/// A house abroad may have a name.
fn house_label(lang: Lang, address: Option<&Address>) -> &'static str {
    match address.map(|address| address.country.as_str()) {
        None | Some("" | NETHERLANDS) => words::house_number(lang),
        Some(_) => words::house(lang),
    }
}

/// The address in one line; empty for none.
pub(super) fn one_line(address: Option<&Address>) -> String {
    let Some(address) = address else { return String::new() };
    let street = format!("{} {}", address.street, address.house_number);
    let place = format!("{} {}", postcode(address), address.place);
    [street.trim(), place.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The fields of one of the addresses.
macro_rules! address {
    ($address:ident) => {
        [
            Field {
                paths: &[
                    concat!("person.", stringify!($address), ".postcode"),
                    concat!("person.", stringify!($address), ".country"),
                ],
                label: |lang, _| words::postcode(lang),
                help: words::postcode_help,
                asked: always,
                get: |_, person: &Person| person.$address.as_ref().map(postcode).unwrap_or_default(),
                set: |person, typed| take_postcode(person.$address.get_or_insert_default(), &typed),
                choices: any_text,
            },
            Field {
                label: |lang, person: &Person| house_label(lang, person.$address.as_ref()),
                ..address!($address, house_number, words::house_number, words::house_number_help)
            },
            address!($address, street, words::street, words::street_help),
            address!($address, place, words::place, words::place_help),
        ]
    };
    ($address:ident, $part:ident, $label:path, $help:path) => {
        Field {
            paths: &[concat!("person.", stringify!($address), ".", stringify!($part))],
            label: |lang: Lang, _| $label(lang),
            help: $help,
            asked: always,
            get: |_, person: &Person| {
                person.$address.as_ref().map(|address| address.$part.clone()).unwrap_or_default()
            },
            set: |person, typed| person.$address.get_or_insert_default().$part = typed,
            choices: any_text,
        }
    };
}

/// Hoofdadres.
pub(super) fn main_address() -> [Field<Person>; 4] {
    address!(main_address)
}

/// Postadres.
pub(super) fn postal_address() -> [Field<Person>; 4] {
    address!(postal_address)
}

/// Factuuradres.
pub(super) fn invoice_address() -> [Field<Person>; 4] {
    address!(invoice_address)
}

/// Alternatief adres.
pub(super) fn alternative_address() -> [Field<Person>; 4] {
    address!(alternative_address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> (String, String) {
        let mut address = Address::default();
        take_postcode(&mut address, text);
        (address.country, address.postcode)
    }

    #[test]
    fn a_country_may_stand_in_front_of_a_postcode() {
        for (text, country, postcode) in [
            ("9468 BG", "", "9468 BG"),
            ("9468bg", "", "9468bg"),
            ("de 26871", "DE", "26871"),
            ("DE-26871", "DE", "26871"),
            ("GB SW1A 1AA", "GB", "SW1A 1AA"),
            ("SW1A 1AA", "", "SW1A 1AA"),
            ("sr", "SR", ""),
            ("Suriname", "Suriname", ""),
            ("Verenigd Koninkrijk", "Verenigd Koninkrijk", ""),
            ("Duitsland 26871", "Duitsland", "26871"),
            ("Verenigd  Koninkrijk SW1A 1AA", "Verenigd Koninkrijk", "SW1A 1AA"),
            ("Canada K1A 0B1", "Canada", "K1A 0B1"),
            ("\u{200E}SR", "SR", ""),
            ("K1A 0B1", "", "K1A 0B1"),
            ("", "", ""),
        ] {
            assert_eq!(typed(text), (country.to_owned(), postcode.to_owned()), "{text}");
        }
    }

    #[test]
    fn an_address_is_shown_as_it_is_typed() {
        let address = Address {
            postcode: "26871".into(),
            house_number: "3".into(),
            street: "Am Markt".into(),
            place: "Papenburg".into(),
            country: "DE".into(),
        };
        assert_eq!(postcode(&address), "DE 26871");
        assert_eq!(one_line(Some(&address)), "Am Markt 3, DE 26871 Papenburg");
        assert_eq!(one_line(None), "");
        let no_postcode = Address {
            house_number: "12".into(),
            street: "Waterkant".into(),
            place: "Paramaribo".into(),
            country: "SR".into(),
            ..Default::default()
        };
        assert_eq!(postcode(&no_postcode), "SR");
        assert_eq!(one_line(Some(&no_postcode)), "Waterkant 12, SR Paramaribo");
        let dutch = Address { postcode: "9468 BG".into(), country: "NL".into(), ..Default::default() };
        assert_eq!(postcode(&dutch), "9468 BG");
    }
}
