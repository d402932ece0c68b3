//! Initials.

use super::prefix;
use crate::values::ValueError;
use crate::values::text::{as_text, clean, is_joiner, masked_debug, tidy};
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Most initials of one person (domain section 5).
const MAX: usize = 15;
/// Most letters of one initial written in full, such as `Chr.`
const LONGEST: usize = 5;
/// Initials of more than one letter in Dutch use (Onze Taal, "initialen"): one sound, two or three letters.
const CLUSTERS: [&str; 8] = ["Chr", "Ch", "Ph", "Sj", "Th", "Tj", "IJ", "Joh"];
/// Canonical combining class of the signs that join two letters of India and its neighbours (Unicode, "Virama").
const VIRAMA: u8 = 9;

/// Initials, each followed by a dot and without spaces: `A.`, `A.B.`, `Th.J.`
///
/// Letters typed without dots are an initial each (`ab` is `A.B.`), unless capitals mark a cluster
/// (`ThJ` is `Th.J.`). In front of a dot, a cluster or a capital followed by small letters is one initial
/// (`th.j` and `Joh.A.`), other letters are each their own. A capital followed by small letters without a dot is a name
/// (`Bram`), of which nobody but the clerk knows what is meant: it is asked. So are letters together in a script
/// without capitals (`山田`), and a prefix of a surname beside them (`J. van`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Initials(String);

impl Initials {
    /// Reads what was typed; dots, spaces and hyphens separate.
    ///
    /// # Errors
    /// [`ValueError::Required`] when blank, [`ValueError::Character`] for anything but letters with their marks and
    /// separators, [`ValueError::NoLetter`] for a mark by itself, [`ValueError::InitialsName`] for a name,
    /// [`ValueError::TooLong`] above fifteen initials.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = tidy(text);
        let separates = |c: char| matches!(c, '.' | ' ' | '-');
        let is_known = |c: char| separates(c) || c.is_alphabetic() || is_combining_mark(c) || is_joiner(c);
        if let Some(found) = text.chars().find(|&c| !is_known(c)) {
            return Err(ValueError::Character { found });
        }
        let bare = !text.contains(separates);
        let mut initials: Vec<String> = Vec::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(|c| !separates(c)) {
            rest = &rest[at..];
            let (chunk, after) = rest.split_at(rest.find(separates).unwrap_or(rest.len()));
            if chunk.starts_with(|c: char| is_combining_mark(c) || is_joiner(c)) {
                return Err(ValueError::NoLetter);
            }
            let read = if bare { unmarked(chunk) } else { marked(chunk, after.starts_with('.')) };
            initials.extend(read.ok_or(ValueError::InitialsName)?);
            rest = after;
        }
        match initials.len() {
            0 => Err(ValueError::Required),
            found if found > MAX => Err(ValueError::TooLong { max: MAX, found }),
            // A capital may be one character with a mark that the small letter has apart.
            _ => Ok(Self(clean(&initials.iter().map(|initial| format!("{initial}.")).collect::<String>()))),
        }
    }

    /// The initials: `A.B.`
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A chunk beside a separator, which is a dot when `abbreviated`. None for a name.
fn marked(chunk: &str, abbreviated: bool) -> Option<Vec<String>> {
    if let Some(cluster) = CLUSTERS.iter().find(|cluster| chunk.eq_ignore_ascii_case(cluster)) {
        return Some(vec![(*cluster).to_owned()]);
    }
    if is_capitalised(chunk) || is_word_without_case(chunk) {
        let short = abbreviated && letters(chunk).count() <= LONGEST;
        return short.then(|| vec![chunk.to_owned()]);
    }
    let is_prefix = !abbreviated && letters(chunk).count() > 1 && prefix::is_known(chunk);
    (!is_prefix).then(|| letters(chunk).map(single).collect())
}

/// Letters without any separator. None for a name.
fn unmarked(chunk: &str) -> Option<Vec<String>> {
    if is_word_without_case(chunk) {
        return None;
    }
    let mut initials = Vec::new();
    let mut rest = chunk;
    while !rest.is_empty() {
        let cluster = CLUSTERS.iter().find(|cluster| {
            // All in capitals marks nothing: IJ may be I.J.
            let marked = rest.get(..cluster.len()).filter(|front| is_capitalised(front));
            marked.is_some_and(|front| front.eq_ignore_ascii_case(cluster))
        });
        let (initial, taken) = match cluster {
            Some(cluster) => ((*cluster).to_owned(), cluster.len()),
            None => {
                let letter = letters(rest).next().unwrap_or(rest);
                // What a capital does not mark as a cluster is a name when small letters follow it.
                if is_capital(letter) && rest[letter.len()..].starts_with(char::is_lowercase) {
                    return None;
                }
                (single(letter), letter.len())
            }
        };
        let after = &rest[taken..];
        if cluster.is_some() && after.starts_with(char::is_lowercase) {
            return None;
        }
        initials.push(initial);
        rest = after;
    }
    Some(initials)
}

/// The letters of a text, each with its marks and with what those join to it.
fn letters(text: &str) -> impl Iterator<Item = &str> {
    let joins = |c: char| is_joiner(c) || canonical_combining_class(c) == VIRAMA;
    let is_start = move |&(at, c): &(usize, char)| {
        !is_combining_mark(c) && !is_joiner(c) && !text[..at].ends_with(joins)
    };
    let starts = text.char_indices().filter(move |found| found.0 == 0 || is_start(found)).map(|(at, _)| at);
    let ends = starts.clone().skip(1).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| &text[start..end])
}

/// A capital, and nothing but small letters behind it.
fn is_capitalised(chunk: &str) -> bool {
    let mut all = letters(chunk);
    let first = all.next().is_some_and(is_capital);
    let rest: Vec<&str> = all.collect();
    first && !rest.is_empty() && rest.iter().all(|letter| letter.starts_with(char::is_lowercase))
}

/// More than one letter, of a script that has no capitals to tell a name from initials by.
fn is_word_without_case(chunk: &str) -> bool {
    let has_case = |letter: &str| letter.starts_with(|c: char| c.is_uppercase() || c.is_lowercase());
    letters(chunk).nth(1).is_some() && !letters(chunk).any(has_case)
}

fn is_capital(letter: &str) -> bool {
    letter.starts_with(char::is_uppercase)
}

/// One letter in upper case, where that is one letter too.
fn single(letter: &str) -> String {
    let mut chars = letter.chars();
    let Some(first) = chars.next() else { return String::new() };
    let mut upper = first.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) if one.is_alphabetic() => format!("{one}{}", chars.as_str()),
        _ => letter.to_owned(),
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
            ("Ij.", "IJ."),
            ("Ij", "IJ."),
            ("IjB", "IJ.B."),
            ("\u{132}.", "IJ."),
            ("H.IJ.", "H.IJ."),
            ("Sj.Tj", "Sj.Tj."),
            ("CHR.J", "Chr.J."),
            ("Joh. A.", "Joh.A."),
            ("J\u{200B}.\u{2011}P", "J.P."),
            ("x\u{30C}", "X\u{30C}."),
            ("ш\u{301}к", "Ш\u{301}.К."),
            ("abcdefghijklmno", "A.B.C.D.E.F.G.H.I.J.K.L.M.N.O."),
            ("é", "É."),
            ("ш.к", "Ш.К."),
            ("ß", "ß."),
            ("i\u{307}", "\u{130}."),
            // Scripts without capitals: one letter, also one of two that are joined, and more with a dot behind.
            ("ع.ن", "ع.ن."),
            ("山 田", "山.田."),
            ("क्ष", "क्ष."),
            ("श\u{94D}\u{200D}र.क", "श\u{94D}\u{200D}र.क."),
            ("عبد.", "عبد."),
            ("J.P.-M.", "J.P.M."),
            ("A\u{FF0E}B", "A.B."),
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
            ("abcdefghijklmnop", ValueError::TooLong { max: 15, found: 16 }),
            ("A.🙂", ValueError::Character { found: '🙂' }),
            ("A.\u{301}", ValueError::NoLetter),
            ("\u{93E}.", ValueError::NoLetter),
        ] {
            assert_eq!(Initials::parse(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn a_name_is_asked_and_not_spelled_out() {
        for typed in [
            "Bram",
            "Jan-Piet",
            "Jan Piet",
            "Jan P.",
            "A. Bram",
            "Willem.",
            "Ab",
            "Chris",
            "Thea",
            "Ijsbrand",
            "Élodie",
            "Иван",
            "علی",
            "山田",
            "राम",
            "דוד",
            "علی.نژاد",
            "J. van",
            "J. van de",
            "A.B. de",
        ] {
            assert_eq!(Initials::parse(typed), Err(ValueError::InitialsName), "{typed}");
        }
        // With a dot it is what the clerk means, and all in capitals it is what a form has.
        for (typed, shown) in
            [("Bram.", "Bram."), ("B.", "B."), ("BRAM", "B.R.A.M."), ("b r a m", "B.R.A.M.")]
        {
            assert_eq!(Initials::parse(typed).map(|i| i.to_string()), Ok(shown.to_owned()), "{typed}");
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
