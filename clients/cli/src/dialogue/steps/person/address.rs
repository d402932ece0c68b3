//! The addresses of a patron as fields of a form.

use crate::dialogue::form::{Field, always, any_text};
use crate::text::{Lang, fields as words};
use balie_client::v1::{Address, Person};

/// What a Dutch address has for a country.
const NETHERLANDS: &str = "NL";

/// Postcode as typed and shown: the country in front where it is not the Netherlands.
pub(super) fn postcode(address: &Address) -> String {
    match address.country.as_str() {
        "" | NETHERLANDS => address.postcode.clone(),
        country => format!("{country} {}", address.postcode),
    }
}

/// Takes a postcode with or without a country in front, such as `DE 26871`. A Dutch one starts with a digit.
pub(super) fn take_postcode(address: &mut Address, typed: &str) {
    let typed = typed.trim();
    let country = typed
        .split_once([' ', '-'])
        .filter(|(front, _)| front.len() == 2 && front.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let (country, postcode) = country.unwrap_or(("", typed));
    address.country = country.to_uppercase();
    address.postcode = postcode.trim().to_owned();
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
            address!($address, house_number, words::house_number, words::house_number_help),
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
        let dutch = Address { postcode: "9468 BG".into(), country: "NL".into(), ..Default::default() };
        assert_eq!(postcode(&dutch), "9468 BG");
    }
}
