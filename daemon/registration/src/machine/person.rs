//! Checked NAW data (manual step 3).

use super::input::{AddressInput, PersonInput, PersonKind};
use super::policy::{ADULT_AGE, PatronKind, PersonField, Policy};
use super::rejection::{Rejection, Violation, Why};
use crate::values::{
    BirthDate, CallName, ContactName, CountryCode, DateUse, Email, HouseNumber, Initials, InstitutionName,
    NamePrefix, PersonName, Phone, PlaceName, Postcode, Salutation, SmsNumber, StreetName, Surname,
    ValueError, parse_date,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Longest foreign postcode (Universal Postal Union S42: ten characters with separators).
const FOREIGN_POSTCODE_MAX: usize = 12;

/// The name of a patron.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatronName {
    /// Of a person.
    Person(PersonName),
    /// Of a school, institution or home.
    Institution(InstitutionName),
}

impl PatronName {
    /// As on the pass: "A. van de Test".
    pub fn full(&self) -> String {
        match self {
            Self::Person(name) => name.full(),
            Self::Institution(name) => name.to_string(),
        }
    }

    /// As in a list: "Test, A. van de".
    pub fn sorted(&self) -> String {
        match self {
            Self::Person(name) => name.sorted(),
            Self::Institution(name) => name.to_string(),
        }
    }

    /// As on a letter: "Mw. A. van de Test".
    pub fn addressed(&self, salutation: Salutation) -> String {
        match self {
            Self::Person(name) => name.addressed(salutation),
            Self::Institution(name) => name.to_string(),
        }
    }

    /// Surname, or the whole name of an institution.
    pub fn surname(&self) -> &str {
        match self {
            Self::Person(name) => name.surname.as_str(),
            Self::Institution(name) => name.as_str(),
        }
    }
}

/// A checked address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// `1234 AB` in the Netherlands; as typed elsewhere.
    pub postcode: String,
    /// House number with addition.
    pub house_number: HouseNumber,
    /// Street.
    pub street: StreetName,
    /// Place.
    pub place: PlaceName,
    /// Country.
    pub country: CountryCode,
}

/// Checked NAW data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Kind.
    pub kind: PersonKind,
    /// Name.
    pub name: PatronName,
    /// Roepnaam.
    pub call_name: Option<CallName>,
    /// Birth date; 01-01-1980 for institutions (manual, "School/Instelling/Tehuizen").
    pub birth_date: BirthDate,
    /// Hoofdadres.
    pub main_address: Option<Address>,
    /// Postadres.
    pub postal_address: Option<Address>,
    /// Factuuradres.
    pub invoice_address: Option<Address>,
    /// Alternatief adres.
    pub alternative_address: Option<Address>,
    /// Telephone.
    pub phone: Option<Phone>,
    /// Number for text messages.
    pub sms_number: Option<SmsNumber>,
    /// E-mail address.
    pub email: Option<Email>,
    /// Contact person or guardian.
    pub contact_person: Option<ContactName>,
    /// Telephone of the contact person.
    pub contact_phone: Option<Phone>,
}

impl Person {
    /// Checks what was typed. All fields that do not hold are named at once, with paths from `person.`.
    ///
    /// # Errors
    /// [`Rejection::Invalid`].
    pub fn check(input: &PersonInput, policy: &Policy, today: NaiveDate) -> Result<Self, Rejection> {
        let mut check = Check::default();
        let kind = check.required("kind", input.kind.ok_or(ValueError::Required));
        let institution = kind == Some(PersonKind::Institution);
        let birth_date = if institution {
            Some(BirthDate::institution())
        } else {
            let typed = parse_date(&input.birth_date, today, DateUse::Birth);
            check.required("birth_date", typed).map(BirthDate::from)
        };
        let patron_kind = patron_kind(kind, birth_date, today);
        let needs = |field| patron_kind.is_some_and(|kind| policy.requires(kind, field));

        let name = if institution {
            check.required("surname", InstitutionName::parse(&input.surname)).map(PatronName::Institution)
        } else {
            let required = needs(PersonField::Initials);
            let initials = check.text("initials", &input.initials, required, Initials::parse);
            let prefix = check.text("prefix", &input.prefix, false, NamePrefix::parse);
            let surname = check.required("surname", Surname::parse(&input.surname));
            surname.map(|surname| PatronName::Person(PersonName { initials, prefix, surname }))
        };
        let asks_call_name = patron_kind == Some(PatronKind::Youth);
        let call_name = if asks_call_name {
            check.text("call_name", &input.call_name, needs(PersonField::CallName), CallName::parse)
        } else {
            check.text("call_name", &input.call_name, false, CallName::parse)
        };
        let main_required = needs(PersonField::MainAddress);
        let main_address = check.address("main_address", &input.main_address, main_required);
        let postal_address = check.address("postal_address", &input.postal_address, false);
        let invoice_address = check.address("invoice_address", &input.invoice_address, false);
        let alternative_address = check.address("alternative_address", &input.alternative_address, false);
        let phone = check.text("phone", &input.phone, needs(PersonField::Phone), Phone::parse);
        let sms_required = needs(PersonField::SmsNumber);
        let sms_number = check.text("sms_number", &input.sms_number, sms_required, SmsNumber::parse);
        let email = check.text("email", &input.email, needs(PersonField::Email), Email::parse);
        let contact_required = needs(PersonField::ContactPerson);
        let contact_person =
            check.text("contact_person", &input.contact_person, contact_required, ContactName::parse);
        let phone_required = needs(PersonField::ContactPhone);
        let contact_phone = check.text("contact_phone", &input.contact_phone, phone_required, Phone::parse);

        match (kind, name, birth_date, check.violations.is_empty()) {
            (Some(kind), Some(name), Some(birth_date), true) => Ok(Self {
                kind,
                name,
                call_name,
                birth_date,
                main_address,
                postal_address,
                invoice_address,
                alternative_address,
                phone,
                sms_number,
                email,
                contact_person,
                contact_phone,
            }),
            _ => Err(Rejection::Invalid(check.violations)),
        }
    }

    /// Kind of patron on a date.
    pub fn patron_kind(&self, on: NaiveDate) -> PatronKind {
        if self.kind == PersonKind::Institution {
            PatronKind::Institution
        } else if self.birth_date.age_on(on) < ADULT_AGE {
            PatronKind::Youth
        } else {
            PatronKind::Adult
        }
    }
}

/// The kind as far as it is known while fields may still be wrong; required fields are only judged then.
fn patron_kind(
    kind: Option<PersonKind>,
    birth_date: Option<BirthDate>,
    today: NaiveDate,
) -> Option<PatronKind> {
    match (kind?, birth_date) {
        (PersonKind::Institution, _) => Some(PatronKind::Institution),
        (_, Some(birth_date)) if birth_date.age_on(today) < ADULT_AGE => Some(PatronKind::Youth),
        _ => Some(PatronKind::Adult),
    }
}

/// Collects what does not hold.
#[derive(Default)]
struct Check {
    violations: Vec<Violation>,
}

impl Check {
    fn refuse(&mut self, field: &str, why: impl Into<Why>) {
        self.violations.push(Violation { field: format!("person.{field}"), why: why.into() });
    }

    fn required<T>(&mut self, field: &str, value: Result<T, ValueError>) -> Option<T> {
        value.map_err(|error| self.refuse(field, error)).ok()
    }

    fn text<T>(
        &mut self,
        field: &str,
        typed: &str,
        required: bool,
        parse: impl Fn(&str) -> Result<T, ValueError>,
    ) -> Option<T> {
        if typed.trim().is_empty() && !required {
            return None;
        }
        self.required(field, parse(typed))
    }

    fn address(&mut self, field: &str, input: &AddressInput, required: bool) -> Option<Address> {
        if input.is_blank() && !required {
            return None;
        }
        let country = country(&input.country);
        let country = self.required(&format!("{field}.country"), country);
        let dutch = country.is_none_or(|country| country.is_dutch());
        let postcode = self.required(&format!("{field}.postcode"), postcode(&input.postcode, dutch));
        let house_number =
            self.required(&format!("{field}.house_number"), HouseNumber::parse(&input.house_number));
        let street = self.required(&format!("{field}.street"), StreetName::parse(&input.street));
        let place = self.required(&format!("{field}.place"), PlaceName::parse(&input.place));
        Some(Address {
            postcode: postcode?,
            house_number: house_number?,
            street: street?,
            place: place?,
            country: country?,
        })
    }
}

fn country(typed: &str) -> Result<CountryCode, ValueError> {
    CountryCode::parse(if typed.trim().is_empty() { "NL" } else { typed })
}

fn postcode(typed: &str, dutch: bool) -> Result<String, ValueError> {
    if dutch {
        return Postcode::parse(typed).map(|postcode| postcode.to_string());
    }
    let text = typed.trim().to_uppercase();
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == ' ' || c == '-';
    match text.chars().count() {
        0 => Err(ValueError::Required),
        1..=FOREIGN_POSTCODE_MAX if text.chars().all(allowed) => Ok(text),
        _ => Err(ValueError::ForeignPostcode),
    }
}
