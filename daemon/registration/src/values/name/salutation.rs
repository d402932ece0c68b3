//! How somebody is addressed.

use crate::explain::Lang;
use serde::{Deserialize, Serialize};

/// The salutation chosen with the person (manual: "Kies de persoon. Dat kan ook neutraal zijn").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Salutation {
    /// Dhr.
    Mr,
    /// Mw.
    Mrs,
    /// A person without title.
    Neutral,
    /// A school, institution or home: neutral, and no person.
    Institution,
}

impl Salutation {
    /// Every choice, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Mr, Self::Mrs, Self::Neutral, Self::Institution];

    /// What is written before the name; nothing when neutral.
    pub fn title(self, lang: Lang) -> Option<&'static str> {
        match (self, lang) {
            (Self::Mr, Lang::Nl) => Some("Dhr."),
            (Self::Mr, Lang::En) => Some("Mr"),
            (Self::Mrs, Lang::Nl) => Some("Mw."),
            (Self::Mrs, Lang::En) => Some("Mrs"),
            (Self::Neutral | Self::Institution, _) => None,
        }
    }

    /// The name of the choice.
    pub fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Mr, Lang::Nl) => "De heer",
            (Self::Mr, Lang::En) => "Mr",
            (Self::Mrs, Lang::Nl) => "Mevrouw",
            (Self::Mrs, Lang::En) => "Mrs",
            (Self::Neutral, Lang::Nl) => "Neutraal",
            (Self::Neutral, Lang::En) => "Neutral",
            (Self::Institution, Lang::Nl) => "Instelling (neutraal)",
            (Self::Institution, Lang::En) => "Institution (neutral)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_tell_the_choices_apart() {
        for lang in [Lang::Nl, Lang::En] {
            let labels: std::collections::HashSet<_> = Salutation::ALL.map(|s| s.label(lang)).into();
            assert_eq!(labels.len(), Salutation::ALL.len());
        }
        assert_eq!(Salutation::Mrs.title(Lang::Nl), Some("Mw."));
        assert_eq!(Salutation::Institution.title(Lang::Nl), None);
    }

    #[test]
    fn stored_by_name() {
        assert_eq!(serde_json::to_string(&Salutation::Mrs).unwrap(), "\"mrs\"");
    }
}
