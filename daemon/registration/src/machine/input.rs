//! What a clerk typed, before it is checked. Kept when stepping back, so that nothing is typed twice.

use crate::values::{Salutation, is_blank};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Kind of person as chosen on the NAW screen (manual: "Man / Vrouw / Instelling / N.v.t.").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    /// Man.
    Man,
    /// Vrouw.
    Woman,
    /// N.v.t.
    Neutral,
    /// Instelling: school, institution or home.
    Institution,
}

impl PersonKind {
    /// The salutation that follows from the kind.
    pub fn salutation(self) -> Salutation {
        match self {
            Self::Man => Salutation::Mr,
            Self::Woman => Salutation::Mrs,
            Self::Neutral => Salutation::Neutral,
            Self::Institution => Salutation::Institution,
        }
    }
}

/// A typed address. All blank means: no address.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AddressInput {
    /// Postcode; blank where the country has none.
    pub postcode: String,
    /// House number with addition; outside the Netherlands a number or name, or blank.
    pub house_number: String,
    /// Street.
    pub street: String,
    /// Place.
    pub place: String,
    /// ISO 3166-1 alpha-2, or the name of the country; blank means NL.
    pub country: String,
}

impl AddressInput {
    /// Nothing was typed (a country alone is nothing).
    pub fn is_blank(&self) -> bool {
        [&self.postcode, &self.house_number, &self.street, &self.place].iter().all(|text| is_blank(text))
    }
}

/// Typed NAW data (manual step 3).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PersonInput {
    /// Kind; none chosen yet is refused on entering.
    pub kind: Option<PersonKind>,
    /// Initials.
    pub initials: String,
    /// One name only, and so no initials.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_initials: bool,
    /// Voorvoegsel.
    pub prefix: String,
    /// Surname, or the name of the institution.
    pub surname: String,
    /// Roepnaam.
    pub call_name: String,
    /// Birth date in any usual form.
    pub birth_date: String,
    /// Hoofdadres.
    pub main_address: AddressInput,
    /// Postadres.
    pub postal_address: AddressInput,
    /// Factuuradres.
    pub invoice_address: AddressInput,
    /// Alternatief adres.
    pub alternative_address: AddressInput,
    /// Telephone.
    pub phone: String,
    /// Number for text messages.
    pub sms_number: String,
    /// E-mail.
    pub email: String,
    /// Contact person or guardian.
    pub contact_person: String,
    /// Telephone of the contact person.
    pub contact_phone: String,
}

/// Chosen person (manual step 5).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IdentityInput {
    /// Salutation; none: as follows from the kind.
    pub salutation: Option<Salutation>,
    /// Somebody else than every duplicate offered.
    pub new_person: bool,
    /// The earlier registration of this patron.
    pub re_enrol: Option<Uuid>,
}

/// Typed further data (manual step 6).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DetailsInput {
    /// IBAN, may be blank.
    pub iban: String,
    /// Newsletter wanted.
    pub newsletter: bool,
    /// Selection code, may be blank.
    pub selection: String,
    /// Somebody else than the patron whose IBAN this is too.
    pub new_person: bool,
}

/// Answer to the login question (manual step 8).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LoginInput {
    /// Wanted.
    pub wanted: bool,
    /// E-mail address; blank ("Leeg") makes the answer No.
    pub email: String,
}

/// Chosen subscription with what some rules ask for (manual, "Abonnement kiezen").
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SubscriptionInput {
    /// Tariff code.
    pub code: String,
    /// Discount, blank for none.
    pub discount: String,
    /// The patron asked for instalments.
    pub instalments_requested: bool,
    /// The school is a d-Bos school.
    pub dbos_school: bool,
    /// The patron is staff.
    pub staff: bool,
    /// Home library of a guest.
    pub home_library: String,
    /// Pass number at the home library.
    pub home_pass_number: String,
    /// Why, where a branch administrator hands it out (0001 for an institution).
    #[serde(default)]
    pub reason: String,
}

/// Typed account data of a mandate (manual, "Automatische incasso" step 3).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MandateInput {
    /// IBAN.
    pub iban: String,
    /// BIC; foreign accounts only.
    pub bic: String,
    /// Account holder.
    pub holder: String,
    /// Place of the account holder.
    pub place: String,
    /// Address of the account holder, needed outside the EEA. Its place may be left blank: that is
    /// [`place`](Self::place).
    #[serde(default, skip_serializing_if = "AddressInput::is_blank")]
    pub address: AddressInput,
    /// Switch service is used.
    pub switch_service: bool,
}

macro_rules! hidden_debug {
    ($($name:ident),+) => {
        $(impl std::fmt::Debug for $name {
            /// Personal data stay out of logs and panics.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        })+
    };
}
hidden_debug!(AddressInput, PersonInput, DetailsInput, LoginInput, SubscriptionInput, MandateInput);

/// The latest answers of each step, whether or not the registration went past it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// NAW data.
    pub person: Option<PersonInput>,
    /// Chosen person.
    pub identity: Option<IdentityInput>,
    /// Further data.
    pub details: Option<DetailsInput>,
    /// Login answer.
    pub login: Option<LoginInput>,
    /// User name looked for.
    pub user_name: Option<String>,
    /// Subscription.
    pub subscription: Option<SubscriptionInput>,
}
