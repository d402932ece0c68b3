//! Checked NAW data (manual step 3).

use super::input::{AddressInput, PersonInput, PersonKind};
use super::policy::{ADULT_AGE, PatronKind, PersonField, Policy};
use super::rejection::{Rejection, Rule, Violation, Why};
use crate::values::{
    BirthDate, CallName, ContactName, CountryCode, Email, HolderName, House, HouseNumber, Initials,
    InstitutionName, NamePrefix, PersonName, Phone, PlaceName, Postcode, Salutation, SmsNumber, StreetName,
    Surname, ValueError, foreign_postcode, is_blank, read_country,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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

    /// Whether the holder of an account is the patron: the same person by initials and surname, or the same institution
    /// by its name. Anybody else pays for the patron, who is then named on the mandate form (domain section 5).
    pub fn is_holder(&self, holder: &HolderName) -> bool {
        match self {
            Self::Person(name) => name.is_named_in(holder.as_str()),
            Self::Institution(name) => name.is_named_in(holder.as_str()),
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

/// A checked address. Outside the Netherlands there is a street, a house or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// `1234 AB` in the Netherlands; elsewhere in the spelling of that country, empty where there is none.
    pub postcode: String,
    /// House number with addition, always there in the Netherlands; elsewhere a number or name, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house_number: Option<House>,
    /// Street, always there in the Netherlands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<StreetName>,
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
    /// The person has one name only, and so no initials.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_initials: bool,
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
    /// Checks what was typed. All fields that do not hold are named at once, with paths from `person.`; of an address
    /// in no country that is known the country only, which decides what the others must be.
    ///
    /// # Errors
    /// [`Rejection::Invalid`].
    pub fn check(input: &PersonInput, policy: &Policy, today: NaiveDate) -> Result<Self, Rejection> {
        let mut check = Check { under: "person.", violations: Vec::new() };
        let kind = check.required("kind", input.kind.ok_or(ValueError::Required));
        let institution = kind == Some(PersonKind::Institution);
        let birth_date = if institution {
            Some(BirthDate::institution())
        } else {
            check.required("birth_date", BirthDate::parse(&input.birth_date, today))
        };
        let patron_kind = patron_kind(kind, birth_date, today);
        let needs = |field| patron_kind.is_some_and(|kind| policy.requires(kind, field));

        let name = if institution {
            for (field, typed) in [("initials", &input.initials), ("prefix", &input.prefix)] {
                if !is_blank(typed) {
                    check.refuse(field, Rule::InstitutionName);
                }
            }
            check.required("surname", InstitutionName::parse(&input.surname)).map(PatronName::Institution)
        } else {
            let required = needs(PersonField::Initials) && !input.no_initials;
            let initials = check.text("initials", &input.initials, required, Initials::parse);
            if input.no_initials && !is_blank(&input.initials) {
                check.refuse("initials", Rule::NoInitials);
            }
            let prefix = check.text("prefix", &input.prefix, false, NamePrefix::parse);
            let surname = check.required("surname", Surname::parse(&input.surname));
            surname.map(|surname| PatronName::Person(PersonName { initials, prefix, surname }))
        };
        let name_required = needs(PersonField::CallName);
        let call_name = check.text("call_name", &input.call_name, name_required, CallName::parse);
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
                no_initials: input.no_initials && !institution,
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

impl Address {
    /// Checks an address that must be there. All fields that do not hold are named at once, with paths from `field.`.
    ///
    /// # Errors
    /// What does not hold.
    pub(super) fn check(field: &str, input: &AddressInput) -> Result<Self, Vec<Violation>> {
        let mut check = Check { under: "", violations: Vec::new() };
        let address = check.address(field, input, true);
        address.ok_or(check.violations)
    }
}

impl Address {
    /// The line with street and house: "Kruisakkers 41", "Rose Cottage".
    pub fn street_line(&self) -> String {
        let street = self.street.as_ref().map(StreetName::as_str);
        let house = self.house_number.as_ref().map(House::as_str);
        street.into_iter().chain(house).collect::<Vec<_>>().join(" ")
    }

    /// The line with postcode and place: "9468 BG Annen", "Paramaribo".
    pub fn place_line(&self) -> String {
        format!("{} {}", self.postcode, self.place).trim().to_owned()
    }
}

impl From<&Address> for AddressInput {
    /// As it would be typed.
    fn from(address: &Address) -> Self {
        Self {
            postcode: address.postcode.clone(),
            house_number: address.house_number.as_ref().map(ToString::to_string).unwrap_or_default(),
            street: address.street.as_ref().map(ToString::to_string).unwrap_or_default(),
            place: address.place.to_string(),
            country: address.country.to_string(),
        }
    }
}

/// Collects what does not hold.
struct Check {
    /// In front of the path of each field.
    under: &'static str,
    violations: Vec<Violation>,
}

impl Check {
    fn refuse(&mut self, field: &str, why: impl Into<Why>) {
        self.violations.push(Violation { field: format!("{}{field}", self.under), why: why.into() });
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
        if is_blank(typed) && !required {
            return None;
        }
        self.required(field, parse(typed))
    }

    fn address(&mut self, field: &str, input: &AddressInput, required: bool) -> Option<Address> {
        let country = self.required(&format!("{field}.country"), read_country(&input.country))?;
        if input.is_blank() && !required {
            return None;
        }
        // By a country that nobody knows the rest is not judged.
        if country.is_dutch() { self.dutch(field, input) } else { self.abroad(field, input, country) }
    }

    fn dutch(&mut self, field: &str, input: &AddressInput) -> Option<Address> {
        let postcode = self.required(&format!("{field}.postcode"), Postcode::parse(&input.postcode));
        let house_number =
            self.required(&format!("{field}.house_number"), HouseNumber::parse(&input.house_number));
        let street = self.required(&format!("{field}.street"), StreetName::parse(&input.street));
        let place = self.required(&format!("{field}.place"), PlaceName::parse_dutch(&input.place));
        Some(Address {
            postcode: postcode?.to_string(),
            house_number: Some(House::from(&house_number?)),
            street: Some(street?),
            place: place?,
            country: CountryCode::NL,
        })
    }

    /// Elsewhere the postcode has the form of that country. A house may have no number, a village no names of
    /// streets; one of the two tells the house.
    fn abroad(&mut self, field: &str, input: &AddressInput, country: CountryCode) -> Option<Address> {
        let before = self.violations.len();
        let postcode =
            self.required(&format!("{field}.postcode"), foreign_postcode(&input.postcode, country));
        let house_number =
            self.text(&format!("{field}.house_number"), &input.house_number, false, House::parse);
        let street_needed = is_blank(&input.house_number);
        let street = self.text(&format!("{field}.street"), &input.street, street_needed, StreetName::parse);
        let place = self.required(&format!("{field}.place"), PlaceName::parse(&input.place));
        (self.violations.len() == before).then_some(Address {
            postcode: postcode?,
            house_number,
            street,
            place: place?,
            country,
        })
    }
}
