//! What is kept as it was typed, checked or not: of bounded length and without control characters.

use super::input::{AddressInput, DetailsInput, LoginInput, PersonInput, SubscriptionInput};
use super::rejection::{Rejection, Violation, Why};
use crate::values::{
    CallName, ContactName, Email, House, InstitutionName, PlaceName, ReasonText, StreetName, ValueError,
    printable,
};

/// Characters that every field keeps, however short its value is in the end: half a date, a country by its name, a
/// telephone number with remarks are told to be wrong when they are entered, not lost before.
const LEAST: usize = 64;

/// A form of typed texts.
pub(super) trait Typed {
    /// Visits each text, with the path of its field as in refusals and the most characters of its value; 0 where that
    /// is less than half of [`LEAST`].
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&str, &mut String, usize));
}

/// The form as it is kept: control characters dropped.
///
/// # Errors
/// [`Rejection::Invalid`] with [`ValueError::TooLong`] for each text of more than twice the characters of its value.
pub(super) fn as_typed<T: Typed>(mut form: T) -> Result<T, Rejection> {
    let mut violations = Vec::new();
    form.visit_texts(&mut |field, text, max| {
        *text = printable(text);
        let max = (2 * max).max(LEAST);
        let found = text.chars().count();
        if found > max {
            let why = Why::Value(ValueError::TooLong { max, found });
            violations.push(Violation { field: field.to_owned(), why });
        }
    });
    if violations.is_empty() { Ok(form) } else { Err(Rejection::Invalid(violations)) }
}

impl Typed for PersonInput {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&str, &mut String, usize)) {
        visit("person.initials", &mut self.initials, 0);
        visit("person.prefix", &mut self.prefix, 0);
        // An institution's name stands there too, and may be longer than a surname.
        visit("person.surname", &mut self.surname, InstitutionName::MAX_CHARS);
        visit("person.call_name", &mut self.call_name, CallName::MAX_CHARS);
        visit("person.birth_date", &mut self.birth_date, 0);
        for (address, name) in [
            (&mut self.main_address, "main_address"),
            (&mut self.postal_address, "postal_address"),
            (&mut self.invoice_address, "invoice_address"),
            (&mut self.alternative_address, "alternative_address"),
        ] {
            address.visit_texts(&mut |field, text, max| visit(&format!("person.{name}.{field}"), text, max));
        }
        visit("person.phone", &mut self.phone, 0);
        visit("person.sms_number", &mut self.sms_number, 0);
        visit("person.email", &mut self.email, Email::MAX_CHARS);
        visit("person.contact_person", &mut self.contact_person, ContactName::MAX_CHARS);
        visit("person.contact_phone", &mut self.contact_phone, 0);
    }
}

impl Typed for AddressInput {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&str, &mut String, usize)) {
        visit("postcode", &mut self.postcode, 0);
        visit("house_number", &mut self.house_number, House::MAX_CHARS);
        visit("street", &mut self.street, StreetName::MAX_CHARS);
        visit("place", &mut self.place, PlaceName::MAX_CHARS);
        visit("country", &mut self.country, 0);
    }
}

impl Typed for DetailsInput {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&str, &mut String, usize)) {
        visit("details.iban", &mut self.iban, 0);
        visit("details.selection", &mut self.selection, 0);
    }
}

impl Typed for LoginInput {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&str, &mut String, usize)) {
        visit("email", &mut self.email, Email::MAX_CHARS);
    }
}

impl Typed for SubscriptionInput {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&str, &mut String, usize)) {
        visit("subscription.code", &mut self.code, 0);
        visit("subscription.discount", &mut self.discount, 0);
        visit("subscription.home_library", &mut self.home_library, InstitutionName::MAX_CHARS);
        visit("subscription.home_pass_number", &mut self.home_pass_number, 0);
        visit("subscription.reason", &mut self.reason, ReasonText::MAX_CHARS);
    }
}
