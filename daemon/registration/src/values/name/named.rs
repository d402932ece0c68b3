//! Whether a name in free text is that of a person.

use super::similar::{letters, search_key};
use super::{InstitutionName, PersonName};

/// Titles in front of a name, Dutch and English, in small letters without dots.
const TITLES: &[&str] = &[
    "de",
    "weledele",
    "weledelgeboren",
    "weledelgeleerde",
    "heer",
    "hr",
    "dhr",
    "mevrouw",
    "mevr",
    "mw",
    "mej",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "prof",
    "professor",
    "dr",
    "drs",
    "ir",
    "ing",
    "bc",
    "ds",
    "jhr",
    "jkvr",
];

impl PersonName {
    /// Whether the text names this person: the same initials and surname, whatever titles stand in front, in the order of
    /// speech (`Dhr. H.J. Bakker`) or of a list (`Bakker, H.J.`). Case, accents, dots and spaces do not count; the prefix
    /// of a surname may be left out, as banks do, but not be another.
    ///
    /// A text that names somebody else beside them (`A. Test e/o B. Test`) does not: better a name too many on paper than
    /// one too few.
    pub fn is_named_in(&self, text: &str) -> bool {
        let words: Vec<String> = words(text);
        let titles = words.iter().take_while(|word| TITLES.contains(&word.as_str())).count();
        // What looks like a title may be initials: Mr is one, M.R. is not.
        (0..=titles).any(|from| self.is_all_of(&words[from..]))
    }

    fn is_all_of(&self, words: &[String]) -> bool {
        let initials = self.initials.as_ref().map(|initials| of_words(initials.as_str())).unwrap_or_default();
        let surname = of_words(self.surname.as_str());
        let prefix = self.prefix.as_ref().map(|prefix| of_words(prefix.as_str()));
        let is_initials = |words: &[String]| joined(words) == initials;
        let is_surname = |words: &[String]| {
            let found = joined(words);
            found == surname
                || prefix.as_ref().is_some_and(|prefix| found == joined(&[prefix.as_str(), surname.as_str()]))
        };
        (0..=words.len()).any(|at| {
            let (front, back) = words.split_at(at);
            let listed = || {
                // The initials come before the prefix in a list: `Test, A. van de`.
                (0..=back.len()).any(|at| {
                    let (middle, end) = back.split_at(at);
                    let ends = end.is_empty() || Some(joined(end)) == prefix;
                    ends && is_initials(middle)
                })
            };
            is_initials(front) && is_surname(back) || is_surname(front) && listed()
        })
    }
}

impl InstitutionName {
    /// Whether the text is this name, however it is written.
    pub fn is_named_in(&self, text: &str) -> bool {
        letters(self.as_str()) == letters(text) || search_key(self.as_str()) == search_key(text)
    }
}

/// The words of a name: what stands between spaces, commas and dots, by its letters.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.'));
    parts.map(letters).filter(|word| !word.is_empty()).collect()
}

/// Words without what parts them, in which `ij` and `y` are the same also across the words.
fn joined<T: AsRef<str>>(words: &[T]) -> String {
    words.iter().map(AsRef::as_ref).collect::<String>().replace("ij", "y")
}

fn of_words(text: &str) -> String {
    joined(&words(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{Initials, NamePrefix, Surname};
    use proptest::prelude::*;

    fn name(initials: &str, prefix: &str, surname: &str) -> PersonName {
        PersonName {
            initials: Initials::parse(initials).ok(),
            prefix: NamePrefix::parse(prefix).ok(),
            surname: Surname::parse(surname).unwrap(),
        }
    }

    #[test]
    fn the_same_person_by_initials_and_surname() {
        for (text, person) in [
            ("Dhr. H.J. Bakker", name("hj", "", "Bakker")),
            ("H J BAKKER", name("hj", "", "Bakker")),
            ("Hr HJ Bakker", name("hj", "", "Bakker")),
            ("De heer prof. dr. H.J. Bakker", name("hj", "", "Bakker")),
            ("Bakker, H.J.", name("hj", "", "Bakker")),
            ("Bakker HJ", name("hj", "", "Bakker")),
            ("H.J.Bakker", name("hj", "", "Bakker")),
            ("Mw. A. van de Test", name("a", "van de", "Test")),
            ("A VAN DE TEST", name("a", "van de", "Test")),
            ("A. vandeTest", name("a", "van de", "Test")),
            ("Test, A. van de", name("a", "van de", "Test")),
            ("A Test", name("a", "van de", "Test")),
            ("G. d\u{2019}Ancona", name("g", "d'", "Ancona")),
            ("R. Dijkstra", name("r", "", "Dykstra")),
            ("O. Ozturk", name("o", "", "Öztürk")),
            ("P. St. John", name("p", "", "St. John")),
            ("M.R. Test", name("mr", "", "Test")),
            ("MR TEST", name("mr", "", "Test")),
            ("I.J. Test", name("i.j", "", "Test")),
            ("IJ Test", name("i.j", "", "Test")),
            ("Suharto", name("", "", "Suharto")),
            ("Dhr. Suharto", name("", "", "Suharto")),
            ("Th. Jansen-de Vries", name("Th.", "", "Jansen-de Vries")),
        ] {
            assert!(person.is_named_in(text), "{text}");
        }
    }

    #[test]
    fn somebody_else() {
        for (text, person) in [
            ("Dhr. H.J. Bakker", name("j", "", "Bakker")),
            ("J. Bakker", name("hj", "", "Bakker")),
            ("J.B. Akker", name("j", "", "Bakker")),
            ("J. de Bakker", name("j", "", "Bakker")),
            ("J. van Bakker", name("j", "de", "Bakker")),
            ("Bakker", name("j", "", "Bakker")),
            ("J. Bakker", name("", "", "Bakker")),
            ("J. Bakker e/o M. Bakker", name("j", "", "Bakker")),
            ("Fam. Bakker", name("j", "", "Bakker")),
            ("Stichting J. Bakker", name("j", "", "Bakker")),
            ("", name("j", "", "Bakker")),
            ("Dhr.", name("", "", "Bakker")),
        ] {
            assert!(!person.is_named_in(text), "{text}");
        }
    }

    #[test]
    fn institutions_by_their_whole_name() {
        let school = InstitutionName::parse("Obs 't Oelebröd").unwrap();
        assert!(school.is_named_in("OBS \u{2019}t Oelebrod"));
        assert!(!school.is_named_in("Stichting Obs 't Oelebröd") && !school.is_named_in("Oelebröd"));
    }

    proptest! {
        #[test]
        fn every_name_names_itself_and_nobody_with_other_initials(
            initials in "([A-Z]\\.){1,4}", prefix in "(van de|de|'t)?", surname in "[A-Z][a-z]{1,9}(-[A-Z][a-z]{1,9})?",
            title in "(Dhr\\. |Mw\\. |)", other in "([A-Z]\\.){1,4}",
        ) {
            let person = name(&initials, &prefix, &surname);
            let (full, sorted) = (format!("{title}{}", person.full()), person.sorted());
            prop_assert!(person.is_named_in(&full) && person.is_named_in(&sorted));
            prop_assume!(other != initials && !other.ends_with("D.E."));
            prop_assert!(!name(&other, &prefix, &surname).is_named_in(&person.full()));
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = name("a", "van de", "Test").is_named_in(&text);
        }
    }
}
