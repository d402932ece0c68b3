//! The name of a person as a whole.

use super::{Initials, NamePrefix, Salutation, Surname, similar};
use crate::explain::Lang;
use serde::{Deserialize, Serialize};

/// Initials, prefix and surname. Every combination of checked parts is a name; which parts are required
/// is configuration. `Debug` is masked by the parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// Initials.
    pub initials: Option<Initials>,
    /// Prefix (voorvoegsel).
    pub prefix: Option<NamePrefix>,
    /// Surname without prefix.
    pub surname: Surname,
}

impl PersonName {
    /// As spoken: `A. van de Test`. Without initials the prefix takes a capital, as Dutch spelling asks:
    /// `Van de Test`.
    pub fn full(&self) -> String {
        let last = self.last();
        match &self.initials {
            Some(initials) => format!("{initials} {last}"),
            None => capital(&last),
        }
    }

    /// As in a list, sorted by surname: `Test, A. van de`.
    pub fn sorted(&self) -> String {
        let rest: Vec<&str> =
            [self.initials.as_ref().map(Initials::as_str), self.prefix.as_ref().map(NamePrefix::as_str)]
                .into_iter()
                .flatten()
                .collect();
        if rest.is_empty() {
            self.surname.to_string()
        } else {
            format!("{}, {}", self.surname, rest.join(" "))
        }
    }

    /// As on a letter, in Dutch: `Mw. A. van de Test`; without title when the salutation has none.
    pub fn addressed(&self, salutation: Salutation) -> String {
        match salutation.title(Lang::Nl) {
            Some(title) => format!("{title} {}", self.full()),
            None => self.full(),
        }
    }

    /// Whether the surnames are [`similar`]; prefixes and initials do not count, because those are what is
    /// left out or written in the wrong field.
    pub fn is_similar(&self, other: &Self) -> bool {
        similar(self.surname.as_str(), other.surname.as_str())
    }

    fn last(&self) -> String {
        match &self.prefix {
            Some(prefix) if prefix.is_attached() => format!("{prefix}{}", self.surname),
            Some(prefix) => format!("{prefix} {}", self.surname),
            None => self.surname.to_string(),
        }
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::values::name) fn name(initials: &str, prefix: &str, surname: &str) -> PersonName {
        PersonName {
            initials: Initials::parse(initials).ok(),
            prefix: NamePrefix::parse(prefix).ok(),
            surname: Surname::parse(surname).unwrap(),
        }
    }

    #[test]
    fn as_the_manual_writes_them() {
        let patron = name("a", "van de", "Test");
        assert_eq!(patron.full(), "A. van de Test");
        assert_eq!(patron.sorted(), "Test, A. van de");
        assert_eq!(patron.addressed(Salutation::Mrs), "Mw. A. van de Test");
        assert_eq!(patron.addressed(Salutation::Neutral), "A. van de Test");
        assert_eq!(name("n", "", "Test").addressed(Salutation::Mr), "Dhr. N. Test");
    }

    #[test]
    fn with_parts_left_out() {
        assert_eq!(name("", "van de", "Test").full(), "Van de Test");
        assert_eq!(name("", "van de", "Test").addressed(Salutation::Mrs), "Mw. Van de Test");
        assert_eq!(name("", "'t", "Hart").full(), "'t Hart");
        assert_eq!(name("", "", "Test").sorted(), "Test");
        assert_eq!(name("g", "d'", "Ancona").full(), "G. d'Ancona");
        assert_eq!(name("g", "d'", "Ancona").sorted(), "Ancona, G. d'");
        assert_eq!(name("p", "O\u{2019}", "Neill").full(), "P. O'Neill");
        assert_eq!(name("h", "al-", "Hassan").full(), "H. al-Hassan");
    }

    #[test]
    fn similar_whatever_stands_before_the_surname() {
        assert!(name("a", "van de", "Test").is_similar(&name("b", "", "van de Test")));
        assert!(!name("a", "van de", "Test").is_similar(&name("a", "van de", "Bakker")));
    }

    #[test]
    fn debug_shows_no_name_and_stored_parts_are_checked() {
        let patron = name("a", "van de", "Test");
        assert!(!format!("{patron:?}").contains("Test"));
        let stored = serde_json::to_string(&patron).unwrap();
        assert_eq!(serde_json::from_str::<PersonName>(&stored).unwrap(), patron);
        let spoilt = stored.replace("Test", "T3st");
        assert!(serde_json::from_str::<PersonName>(&spoilt).is_err());
    }
}
