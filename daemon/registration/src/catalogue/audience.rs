//! Whom a subscription is for.

use crate::explain::Lang;
use serde::{Deserialize, Serialize};

/// The two lists of the manual: persons, and schools, institutions and homes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// A natural person, adult or youth.
    Person,
    /// A school, institution or home ("School/Instelling/Tehuizen").
    Institution,
}

impl Audience {
    /// Both audiences, in the manual's order.
    pub const ALL: [Self; 2] = [Self::Person, Self::Institution];

    /// The word for it in a catalogue file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Institution => "institution",
        }
    }

    /// The audience with this word in a catalogue file.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.key() == key)
    }

    /// What people call a member of it.
    pub fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Person, Lang::Nl) => "persoon",
            (Self::Person, Lang::En) => "person",
            (Self::Institution, Lang::Nl) => "instelling",
            (Self::Institution, Lang::En) => "institution",
        }
    }
}
