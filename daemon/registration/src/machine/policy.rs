//! What a branch decides for itself.

use crate::values::{BranchNumber, SepaScope, tidy};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Kind of patron for the required fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatronKind {
    /// 19 years or older on the enrolment date.
    Adult,
    /// 0 to 18 years on the enrolment date.
    Youth,
    /// School, institution or home.
    Institution,
}

impl PatronKind {
    /// Stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Adult => "adult",
            Self::Youth => "youth",
            Self::Institution => "institution",
        }
    }
}

/// First age that is not youth any more (manual: youth becomes Start "als de klant 19 jaar wordt").
pub const ADULT_AGE: u32 = 19;

/// A field of the NAW screen that a branch may require. Surname and birth date always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the field of the same name of `PersonInput`")]
pub enum PersonField {
    Initials,
    CallName,
    MainAddress,
    Phone,
    SmsNumber,
    Email,
    ContactPerson,
    ContactPhone,
}

impl PersonField {
    /// Whether a patron of this kind has such a thing: an institution has no initials and no call name.
    pub fn is_of(self, kind: PatronKind) -> bool {
        kind != PatronKind::Institution || !matches!(self, Self::Initials | Self::CallName)
    }

    /// Name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Initials => "initials",
            Self::CallName => "call_name",
            Self::MainAddress => "main_address",
            Self::Phone => "phone",
            Self::SmsNumber => "sms_number",
            Self::Email => "email",
            Self::ContactPerson => "contact_person",
            Self::ContactPhone => "contact_phone",
        }
    }

    /// Paths of the fields it stands for, within the person.
    pub fn paths(self) -> &'static [&'static str] {
        match self {
            Self::Initials => &["initials"],
            Self::CallName => &["call_name"],
            Self::MainAddress => &[
                "main_address.postcode",
                "main_address.house_number",
                "main_address.street",
                "main_address.place",
            ],
            Self::Phone => &["phone"],
            Self::SmsNumber => &["sms_number"],
            Self::Email => &["email"],
            Self::ContactPerson => &["contact_person"],
            Self::ContactPhone => &["contact_phone"],
        }
    }
}

/// What a branch decides for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Number of the branch.
    pub branch: BranchNumber,
    /// Name of the branch, such as "Annen".
    pub branch_name: String,
    /// Fields required by patron kind ("Rood is verplicht").
    pub required: BTreeMap<PatronKind, BTreeSet<PersonField>>,
    /// Selection codes on offer (manual: "Boekstart of een andere code als er een actie is").
    pub selections: Vec<String>,
    /// From which accounts can be collected.
    pub sepa: SepaScope,
}

impl Policy {
    /// A branch with the default rules: everybody has initials and a main address, youth a roepnaam
    /// (manual step 3), institutions a contact person.
    pub fn new(branch: BranchNumber, branch_name: impl Into<String>) -> Self {
        let required = BTreeMap::from([
            (PatronKind::Adult, BTreeSet::from([PersonField::Initials, PersonField::MainAddress])),
            (
                PatronKind::Youth,
                BTreeSet::from([PersonField::Initials, PersonField::CallName, PersonField::MainAddress]),
            ),
            (PatronKind::Institution, BTreeSet::from([PersonField::MainAddress, PersonField::ContactPerson])),
        ]);
        let selections = vec!["Boekstart".to_owned(), "vrijwilliger".to_owned()];
        Self { branch, branch_name: branch_name.into(), required, selections, sepa: SepaScope::built_in() }
    }

    /// Whether this kind of patron must have the field.
    pub fn requires(&self, kind: PatronKind, field: PersonField) -> bool {
        self.required.get(&kind).is_some_and(|fields| fields.contains(&field))
    }

    /// The selection code as the branch writes it; case does not matter.
    pub fn selection(&self, typed: &str) -> Option<&str> {
        let typed = tidy(typed);
        self.selections.iter().map(String::as_str).find(|code| code.eq_ignore_ascii_case(&typed))
    }
}
