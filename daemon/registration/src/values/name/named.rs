//! Whether a name in free text is that of a person.

use super::similar::{letters, plain, search_key};
use super::{InstitutionName, PersonName};
use crate::values::text::tidy;

/// Titles in front of a name, Dutch and English, in small letters without dots.
const TITLES: &[&str] = &[
    "de",
    "weledele",
    "weledelgeboren",
    "weledelgeleerde",
    "heer",
    "meneer",
    "mijnheer",
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
    /// Whether the text names this person: the same initials and surname, whatever titles stand in front, in the order
    /// of speech (`Dhr. H.J. Bakker`) or of a list (`Bakker, H.J.`). Case, accents, dots and spaces do not count; the
    /// prefix of a surname may be left out, as banks do, but not be another.
    ///
    /// A text that names somebody else beside them (`A. Test e/o B. Test`) does not: better a name too many on paper
    /// than one too few.
    pub fn is_named_in(&self, text: &str) -> bool {
        let words = words(text);
        let titles = words.iter().take_while(|word| TITLES.contains(&word.as_str())).count();
        let own = Own {
            initials: self
                .initials
                .as_ref()
                .map(|initials| words_of(initials.as_str()))
                .unwrap_or_default()
                .concat(),
            prefix: self.prefix.as_ref().map(|prefix| words_of(prefix.as_str())).unwrap_or_default(),
            surname: words_of(self.surname.as_str()),
        };
        // What looks like a title may be initials: Mr is one, M.R. is not.
        (0..=titles).any(|from| own.is_all_of(&words[from..]))
    }
}

/// The parts of a person's name, by the letters of their words.
struct Own {
    initials: String,
    prefix: Vec<String>,
    surname: Vec<String>,
}

impl Own {
    fn is_all_of(&self, words: &[String]) -> bool {
        (0..=words.len()).any(|at| {
            let (front, back) = words.split_at(at);
            let spoken = self.is_initials(front) && self.is_surname(back)
                || self.is_initials_alone(front) && self.is_surname_alone(back);
            spoken
                || self.is_surname_alone(front) && self.is_listed(back)
                || self.is_surname(front) && self.is_initials(back)
        })
    }

    /// What follows the surname in a list: the initials and the prefix, which may be left out: `Test, A. van de`.
    fn is_listed(&self, words: &[String]) -> bool {
        let with_prefix = (0..=words.len()).any(|at| {
            let (front, back) = words.split_at(at);
            !self.prefix.is_empty() && self.is_initials(front) && joined(back) == joined(&self.prefix)
        });
        with_prefix || self.is_initials_alone(words)
    }

    /// The initials, in which `IJ` is not `Y`.
    fn is_initials(&self, words: &[String]) -> bool {
        words.concat() == self.initials
    }

    /// The initials, and not a prefix as the last of them: `A. de` are not those of A.D.E.
    fn is_initials_alone(&self, words: &[String]) -> bool {
        let ends_with_prefix = !self.prefix.is_empty() && words.ends_with(&self.prefix);
        self.is_initials(words) && !ends_with_prefix
    }

    /// The surname with its prefix, or the whole of it where there is none.
    fn is_surname(&self, words: &[String]) -> bool {
        let whole = [self.prefix.as_slice(), &self.surname].concat();
        joined(words) == joined(&whole) && has_no_initials(words, &whole)
    }

    fn is_surname_alone(&self, words: &[String]) -> bool {
        joined(words) == joined(&self.surname) && has_no_initials(words, &self.surname)
    }
}

/// A letter by itself is an initial, which is no part of a surname, unless the surname has such a word too: `B. Akker`
/// is not Bakker, `d Ancona` is d'Ancona.
fn has_no_initials(words: &[String], own: &[String]) -> bool {
    words.iter().filter(|word| word.chars().count() == 1).all(|word| own.contains(word))
}

impl InstitutionName {
    /// Whether the text is this name, however it is written.
    pub fn is_named_in(&self, text: &str) -> bool {
        letters(self.as_str()) == letters(text) || search_key(self.as_str()) == search_key(text)
    }
}

/// The words of a name as somebody wrote it: what stands between spaces, commas and dots, by its letters.
fn words(text: &str) -> Vec<String> {
    split(text, |c| c.is_whitespace() || matches!(c, ',' | '.'))
}

/// The words that a name may be written in: apostrophes and hyphens part them as well.
fn words_of(name: &str) -> Vec<String> {
    split(name, |c| c.is_whitespace() || matches!(c, ',' | '.' | '\'' | '-'))
}

fn split(text: &str, parts: fn(char) -> bool) -> Vec<String> {
    tidy(text).split(parts).map(plain).filter(|word| !word.is_empty()).collect()
}

/// Words without what parts them, in which `ij` and `y` are the same also across the words.
fn joined(words: &[String]) -> String {
    words.concat().replace("ij", "y")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::name::person::tests::name;
    use proptest::prelude::*;

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
            ("TH JANSEN DE VRIES", name("Th.", "", "Jansen-de Vries")),
            ("P O NEILL", name("p", "", "O'Neill")),
            ("P. O\u{2019}Neill", name("p", "O'", "Neill")),
            ("NEILL P O", name("p", "O'", "Neill")),
            ("G D ANCONA", name("g", "d'", "Ancona")),
            ("A 'T HART", name("a", "'t", "Hart")),
            ("van de Test, A.", name("a", "van de", "Test")),
            ("A.D.E. de Test", name("a.d.e", "de", "Test")),
            ("Meneer J. Bakker", name("j", "", "Bakker")),
            ("A. علی\u{200C}نژاد", name("a", "", "علی\u{200C}نژاد")),
            ("山田", name("", "", "山田")),
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
            ("J B Akker", name("j", "", "Bakker")),
            ("Akker, J.B.", name("jb", "", "Bakker")),
            ("B. Akker", name("", "", "Bakker")),
            ("A. de Test", name("a.d.e", "de", "Test")),
            ("Test, A. de", name("a.d.e", "de", "Test")),
            ("A. 't Hart", name("at", "'t", "Hart")),
            ("Y. Test", name("i.j", "", "Test")),
            ("A. van Test", name("a", "van de", "Test")),
            ("Wed. J. Bakker", name("j", "", "Bakker")),
            ("J. Bakker-Jansen", name("j", "", "Bakker")),
            ("山田 A.", name("b", "", "山田")),
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
            prop_assume!(other != initials);
            prop_assert!(!name(&other, &prefix, &surname).is_named_in(&person.full()));
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = name("a", "van de", "Test").is_named_in(&text);
        }
    }
}
