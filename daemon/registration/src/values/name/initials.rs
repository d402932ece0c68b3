//! Initials.

use crate::values::ValueError;
use crate::values::text::{as_text, masked_debug, tidy};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Most initials of one person.
const MAX: usize = 10;
/// Most letters of one initial written in full, such as `Chr.`
const LONGEST: usize = 5;
/// Initials of more than one letter in Dutch use (Onze Taal, "initialen"): one sound, two or three letters.
const CLUSTERS: [&str; 8] = ["chr", "ch", "ph", "sj", "th", "tj", "ij", "joh"];

/// Initials, each followed by a dot and without spaces: `A.`, `A.B.`, `Th.J.`
///
/// Letters typed without dots are an initial each (`ab` is `A.B.`), unless capitals mark a cluster
/// (`ThJ` is `Th.J.`). Between dots, a cluster or a capital followed by small letters is one initial
/// (`th.j` and `Joh.A.`), other letters are each their own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Initials(String);

impl Initials {
    /// Reads what was typed; dots, spaces and hyphens separate.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, [`ValueError::Character`] for anything but letters and
    /// separators, [`ValueError::TooLong`] above ten initials.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = tidy(text);
        let separates = |c: char| matches!(c, '.' | ' ' | '-');
        if let Some(found) = text.chars().find(|&c| !c.is_alphabetic() && !separates(c)) {
            return Err(ValueError::Character { found });
        }
        let chunks: Vec<&str> = text.split(separates).filter(|chunk| !chunk.is_empty()).collect();
        let bare = !text.contains(separates);
        let initials: Vec<String> =
            chunks.iter().flat_map(|chunk| if bare { unmarked(chunk) } else { marked(chunk) }).collect();
        match initials.len() {
            0 => Err(ValueError::Required),
            found if found > MAX => Err(ValueError::TooLong { max: MAX, found }),
            _ => Ok(Self(initials.iter().map(|initial| format!("{initial}.")).collect())),
        }
    }

    /// The initials: `A.B.`
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A chunk between dots.
fn marked(chunk: &str) -> Vec<String> {
    let mut letters = chunk.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let small = letters.clone().count() > 0 && letters.all(char::is_lowercase);
    let length = chunk.chars().count();
    if capital && small && length <= LONGEST {
        return vec![chunk.to_owned()];
    }
    if let Some(cluster) = CLUSTERS.iter().find(|cluster| chunk.to_lowercase() == **cluster) {
        return vec![capitalised(cluster)];
    }
    chunk.chars().map(single).collect()
}

/// Letters without any separator.
fn unmarked(chunk: &str) -> Vec<String> {
    let mut initials = Vec::new();
    let mut rest = chunk;
    while let Some(first) = rest.chars().next() {
        let cluster = CLUSTERS.iter().map(|cluster| capitalised(cluster)).find(|cluster| {
            // All in capitals marks nothing: IJ may be I.J.
            *cluster != cluster.to_uppercase() && rest.starts_with(cluster.as_str())
        });
        let taken = cluster.as_ref().map_or(first.len_utf8(), String::len);
        initials.push(cluster.unwrap_or_else(|| single(first)));
        rest = rest.get(taken..).unwrap_or_default();
    }
    initials
}

/// A cluster with its capital; in Dutch the ij has two.
fn capitalised(cluster: &str) -> String {
    match cluster {
        "ij" => "IJ".to_owned(),
        other => {
            other.char_indices().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }).collect()
        }
    }
}

/// One letter in upper case, where that is one letter too.
fn single(letter: char) -> String {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) if one.is_alphabetic() => one.to_string(),
        _ => letter.to_string(),
    }
}

impl fmt::Display for Initials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(Initials);
masked_debug!(Initials);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling() {
        for (typed, shown) in [
            ("a", "A."),
            ("A", "A."),
            ("ab", "A.B."),
            ("AB", "A.B."),
            ("a.b", "A.B."),
            ("A. B.", "A.B."),
            ("a b", "A.B."),
            ("J-P", "J.P."),
            ("AB.C", "A.B.C."),
            ("Th.J.", "Th.J."),
            ("th.j", "Th.J."),
            ("TH.J", "Th.J."),
            ("ThJ", "Th.J."),
            ("thj", "T.H.J."),
            ("Chr.", "Chr."),
            ("Joh.A.", "Joh.A."),
            ("IJ.", "IJ."),
            ("ij.", "IJ."),
            ("IJ", "I.J."),
            ("é", "É."),
            ("ш.к", "Ш.К."),
            ("ß", "ß."),
        ] {
            assert_eq!(Initials::parse(typed).map(|i| i.to_string()), Ok(shown.to_owned()), "{typed}");
        }
    }

    #[test]
    fn tells_what_is_wrong() {
        for (typed, error) in [
            ("", ValueError::Required),
            (". -", ValueError::Required),
            ("A.1", ValueError::Character { found: '1' }),
            ("A,B", ValueError::Character { found: ',' }),
            ("abcdefghijk", ValueError::TooLong { max: 10, found: 11 }),
        ] {
            assert_eq!(Initials::parse(typed), Err(error), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn shown_reads_back(text in "([A-Za-z]{1,3}[. -]?){1,4}") {
            if let Ok(initials) = Initials::parse(&text) {
                prop_assert_eq!(Initials::parse(initials.as_str()), Ok(initials));
            }
        }

        #[test]
        fn parsing_never_panics_and_is_stable(text in any::<String>(), like in "\\p{L}{1,4}\\.?\\p{L}{0,4}") {
            for typed in [text, like] {
                if let Ok(initials) = Initials::parse(&typed) {
                    prop_assert_eq!(Initials::parse(initials.as_str()), Ok(initials));
                }
            }
        }
    }
}
